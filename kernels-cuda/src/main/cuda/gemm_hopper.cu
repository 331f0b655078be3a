// target: compute_90a, ptx 8.0
// C (m, n) = A (m, k) . B (n, k) transposed + bias (n) with the matrix unit of a Hopper.
// Both operands are first rounded and laid out as that unit wants them: tiles of 128 rows by 128
// bytes of k, the 16-byte chunks of a row permuted by its number, so that a tile is one copy.
#include "common.cuh"

constexpr int TILE_ROWS = 128, TILE_BYTES = 128 * 128, STAGES = 4;
constexpr int STAGE_BYTES = 3 * TILE_BYTES;  // 128 rows of A, 256 of B

struct Operand {
  int x, k;     // its m or n, and k
  int alongK;   // whether k is the inner axis
  int depth;    // tiles of k
};
struct Product {
  int m, n;
  int depth;  // tiles of k
};

struct Tf32 {
  static constexpr int CHUNK = 4;  // elements in 16 bytes
  static __device__ __forceinline__ unsigned round(float v) {
    unsigned r;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(r) : "f"(v));
    return r;
  }
  static __device__ __forceinline__ uint4 pack(const float *v) {
    return make_uint4(round(v[0]), round(v[1]), round(v[2]), round(v[3]));
  }
};
struct Bf16 {
  static constexpr int CHUNK = 8;
  static __device__ __forceinline__ unsigned round(const float *v) {
    unsigned r;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(r) : "f"(v[1]), "f"(v[0]));
    return r;
  }
  static __device__ __forceinline__ uint4 pack(const float *v) {
    return make_uint4(round(v), round(v + 2), round(v + 4), round(v + 6));
  }
};

// A block of 256 threads makes one tile, zeros beyond the operand; tiles are (row, depth).
template <class T>
__device__ __forceinline__ void arrange(const Operand &o, const float *from, uint4 *to) {
  __shared__ uint4 tile[TILE_BYTES / 16];
  int x0 = blockIdx.y * TILE_ROWS, k0 = blockIdx.x * 8 * T::CHUNK;
#pragma unroll
  for (int i = threadIdx.x; i < TILE_BYTES / 16; i += 256) {
    int row = o.alongK ? i / 8 : i % TILE_ROWS, chunk = o.alongK ? i % 8 : i / TILE_ROWS;
    int x = x0 + row, k = k0 + chunk * T::CHUNK;
    float v[T::CHUNK];
    const float *at = from + (o.alongK ? (size_t)x * o.k + k : (size_t)k * o.x + x);
    if (o.alongK && o.k % T::CHUNK == 0) {
#pragma unroll
      for (int q = 0; q < T::CHUNK; q += 4) {
        *reinterpret_cast<float4 *>(v + q) = x < o.x && k < o.k
                                                 ? *reinterpret_cast<const float4 *>(at + q)
                                                 : make_float4(0, 0, 0, 0);
      }
    } else {
      size_t step = o.alongK ? 1 : o.x;
#pragma unroll
      for (int q = 0; q < T::CHUNK; q++) v[q] = x < o.x && k + q < o.k ? at[q * step] : 0.0f;
    }
    tile[row * 8 + (chunk ^ row & 7)] = T::pack(v);
  }
  __syncthreads();
  to += ((size_t)blockIdx.y * o.depth + blockIdx.x) * (TILE_BYTES / 16);
#pragma unroll
  for (int i = threadIdx.x; i < TILE_BYTES / 16; i += 256) to[i] = tile[i];
}

KERNEL arrangeTf32(Operand o, const float *from, uint4 *to) { arrange<Tf32>(o, from, to); }
KERNEL arrangeBf16(Operand o, const float *from, uint4 *to) { arrange<Bf16>(o, from, to); }

__device__ __forceinline__ void wait(unsigned barrier, int parity) {
  asm volatile(
      "{\n.reg .pred done;\nagain:\n"
      "mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
      "@!done bra again;\n}" ::"r"(barrier), "r"(parity) : "memory");
}

__device__ __forceinline__ void fetch(unsigned to, const char *from, unsigned barrier) {
  asm volatile(
      "cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];" ::
          "r"(to), "l"(from), "r"(TILE_BYTES), "r"(barrier) : "memory");
}

// What the matrix unit is told of an operand: where, 1024 bytes for eight rows, 128-byte swizzle.
__device__ __forceinline__ uint64_t described(unsigned at) {
  return (uint64_t)(at >> 4 & 0x3fff) | 1ull << 16 | 64ull << 32 | 1ull << 62;
}

#define SUMS \
  "{%0,%1,%2,%3,%4,%5,%6,%7,%8,%9,%10,%11,%12,%13,%14,%15," \
  "%16,%17,%18,%19,%20,%21,%22,%23,%24,%25,%26,%27,%28,%29,%30,%31," \
  "%32,%33,%34,%35,%36,%37,%38,%39,%40,%41,%42,%43,%44,%45,%46,%47," \
  "%48,%49,%50,%51,%52,%53,%54,%55,%56,%57,%58,%59,%60,%61,%62,%63," \
  "%64,%65,%66,%67,%68,%69,%70,%71,%72,%73,%74,%75,%76,%77,%78,%79," \
  "%80,%81,%82,%83,%84,%85,%86,%87,%88,%89,%90,%91,%92,%93,%94,%95," \
  "%96,%97,%98,%99,%100,%101,%102,%103,%104,%105,%106,%107,%108,%109,%110,%111," \
  "%112,%113,%114,%115,%116,%117,%118,%119,%120,%121,%122,%123,%124,%125,%126,%127}, "
#define ALL_SUMS \
  "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3]), "+f"(d[4]), "+f"(d[5]), "+f"(d[6]), "+f"(d[7]), \
  "+f"(d[8]), "+f"(d[9]), "+f"(d[10]), "+f"(d[11]), "+f"(d[12]), "+f"(d[13]), "+f"(d[14]), "+f"(d[15]), \
  "+f"(d[16]), "+f"(d[17]), "+f"(d[18]), "+f"(d[19]), "+f"(d[20]), "+f"(d[21]), "+f"(d[22]), "+f"(d[23]), \
  "+f"(d[24]), "+f"(d[25]), "+f"(d[26]), "+f"(d[27]), "+f"(d[28]), "+f"(d[29]), "+f"(d[30]), "+f"(d[31]), \
  "+f"(d[32]), "+f"(d[33]), "+f"(d[34]), "+f"(d[35]), "+f"(d[36]), "+f"(d[37]), "+f"(d[38]), "+f"(d[39]), \
  "+f"(d[40]), "+f"(d[41]), "+f"(d[42]), "+f"(d[43]), "+f"(d[44]), "+f"(d[45]), "+f"(d[46]), "+f"(d[47]), \
  "+f"(d[48]), "+f"(d[49]), "+f"(d[50]), "+f"(d[51]), "+f"(d[52]), "+f"(d[53]), "+f"(d[54]), "+f"(d[55]), \
  "+f"(d[56]), "+f"(d[57]), "+f"(d[58]), "+f"(d[59]), "+f"(d[60]), "+f"(d[61]), "+f"(d[62]), "+f"(d[63]), \
  "+f"(d[64]), "+f"(d[65]), "+f"(d[66]), "+f"(d[67]), "+f"(d[68]), "+f"(d[69]), "+f"(d[70]), "+f"(d[71]), \
  "+f"(d[72]), "+f"(d[73]), "+f"(d[74]), "+f"(d[75]), "+f"(d[76]), "+f"(d[77]), "+f"(d[78]), "+f"(d[79]), \
  "+f"(d[80]), "+f"(d[81]), "+f"(d[82]), "+f"(d[83]), "+f"(d[84]), "+f"(d[85]), "+f"(d[86]), "+f"(d[87]), \
  "+f"(d[88]), "+f"(d[89]), "+f"(d[90]), "+f"(d[91]), "+f"(d[92]), "+f"(d[93]), "+f"(d[94]), "+f"(d[95]), \
  "+f"(d[96]), "+f"(d[97]), "+f"(d[98]), "+f"(d[99]), "+f"(d[100]), "+f"(d[101]), "+f"(d[102]), "+f"(d[103]), \
  "+f"(d[104]), "+f"(d[105]), "+f"(d[106]), "+f"(d[107]), "+f"(d[108]), "+f"(d[109]), "+f"(d[110]), "+f"(d[111]), \
  "+f"(d[112]), "+f"(d[113]), "+f"(d[114]), "+f"(d[115]), "+f"(d[116]), "+f"(d[117]), "+f"(d[118]), "+f"(d[119]), \
  "+f"(d[120]), "+f"(d[121]), "+f"(d[122]), "+f"(d[123]), "+f"(d[124]), "+f"(d[125]), "+f"(d[126]), "+f"(d[127])
__device__ __forceinline__ void multiply(Tf32, float *d, uint64_t a, uint64_t b) {
  asm volatile("wgmma.mma_async.sync.aligned.m64n256k8.f32.tf32.tf32 " SUMS
               "%128, %129, 1, 1, 1;" : ALL_SUMS : "l"(a), "l"(b));
}
__device__ __forceinline__ void multiply(Bf16, float *d, uint64_t a, uint64_t b) {
  asm volatile("wgmma.mma_async.sync.aligned.m64n256k16.f32.bf16.bf16 " SUMS
               "%128, %129, 1, 1, 1, 0, 0;" : ALL_SUMS : "l"(a), "l"(b));
}

// 128 x 256 of C: two groups of four warps multiply, 64 rows each; a ninth warp fetches for them.
template <class T>
__device__ __forceinline__ void product(const Product &p, const char *a, const char *b,
                                        const float *bias, float *c) {
  extern __shared__ __align__(1024) char stages[];
  __shared__ uint64_t barriers[2 * STAGES];
  unsigned base = __cvta_generic_to_shared(stages);
  unsigned full = __cvta_generic_to_shared(barriers), empty = full + 8 * STAGES;
  int across = (p.n + 255) / 256, down = (p.m + 127) / 128;
  int band = blockIdx.x / (8 * across), within = blockIdx.x % (8 * across);
  int high = min(8, down - band * 8);
  int tileM = band * 8 + within % high, tileN = within / high;
  if (threadIdx.x == 0) {
    for (int s = 0; s < STAGES; s++) {
      asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" ::"r"(full + 8 * s));
      asm volatile("mbarrier.init.shared::cta.b64 [%0], 2;" ::"r"(empty + 8 * s));
    }
    asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
    asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
  }
  __syncthreads();
  if (threadIdx.x >= 256) {
    if (threadIdx.x > 256) return;
    a += (size_t)tileM * p.depth * TILE_BYTES;
    b += (size_t)tileN * 2 * p.depth * TILE_BYTES;
    for (int i = 0; i < p.depth; i++) {
      int s = i % STAGES;
      unsigned to = base + s * STAGE_BYTES, barrier = full + 8 * s;
      wait(empty + 8 * s, i / STAGES & 1 ^ 1);
      asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(barrier),
                   "r"(STAGE_BYTES) : "memory");
      fetch(to, a + (size_t)i * TILE_BYTES, barrier);
      fetch(to + TILE_BYTES, b + (size_t)i * TILE_BYTES, barrier);
      fetch(to + 2 * TILE_BYTES, b + (size_t)(p.depth + i) * TILE_BYTES, barrier);
    }
    return;
  }
  int group = threadIdx.x / 128;
  float d[128];
#pragma unroll
  for (int i = 0; i < 128; i++) d[i] = 0.0f;
  for (int i = 0; i < p.depth; i++) {
    int s = i % STAGES;
    unsigned from = base + s * STAGE_BYTES;
    wait(full + 8 * s, i / STAGES & 1);
    uint64_t x = described(from + group * (TILE_BYTES / 2)), y = described(from + TILE_BYTES);
    asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
#pragma unroll
    for (int step = 0; step < 4; step++) multiply(T(), d, x + 2 * step, y + 2 * step);
    asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
    asm volatile("wgmma.wait_group.sync.aligned 1;" ::: "memory");
    if (i > 0 && threadIdx.x % 128 == 0) {  // the stage before is read
      asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(empty + 8 * ((i - 1) % STAGES))
                   : "memory");
    }
  }
  asm volatile("wgmma.wait_group.sync.aligned 0;" ::: "memory");
  int lane = threadIdx.x & 31, warp = threadIdx.x / 32;
  int m0 = tileM * 128 + warp * 16 + lane / 4, n0 = tileN * 256 + lane % 4 * 2;
  bool pairs = p.n % 2 == 0;
#pragma unroll
  for (int half = 0; half < 2; half++) {
    int m = m0 + half * 8;
    if (m >= p.m) continue;
#pragma unroll
    for (int j = 0; j < 32; j++) {
      int n = n0 + j * 8;
      float left = d[j * 4 + half * 2], right = d[j * 4 + half * 2 + 1];
      float *to = c + (size_t)m * p.n + n;
      if (n < p.n && bias) left += bias[n];
      if (n + 1 < p.n && bias) right += bias[n + 1];
      if (pairs && n < p.n) {
        *reinterpret_cast<float2 *>(to) = make_float2(left, right);
      } else {
        if (n < p.n) to[0] = left;
        if (n + 1 < p.n) to[1] = right;
      }
    }
  }
}

extern "C" __global__ void __launch_bounds__(288, 1)
    hopperTf32(Product p, const char *a, const char *b, const float *bias, float *c) {
  product<Tf32>(p, a, b, bias, c);
}
extern "C" __global__ void __launch_bounds__(288, 1)
    hopperBf16(Product p, const char *a, const char *b, const float *bias, float *c) {
  product<Bf16>(p, a, b, bias, c);
}
