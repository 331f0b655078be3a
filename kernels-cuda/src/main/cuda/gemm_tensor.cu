// target: compute_80, ptx 7.0
// C (m, n) = op(A) (m, k) . op(B) (k, n) + bias (n) on tensor cores: operands are float32 in memory,
// rounded to tf32 or bfloat16 on their way into registers; sums are float32.
#include "common.cuh"

struct Product {
  int m, n, k;
  int slice;  // of k for each blockIdx.z, a multiple of the tile's depth
};

// Copies `bytes` (4 or 16) to shared memory in the background; zeros where `there` is false.
template <int BYTES>
__device__ __forceinline__ void copy(float *to, const float *from, bool there) {
  unsigned at = __cvta_generic_to_shared(to);
  int bytes = there ? BYTES : 0;
  if (BYTES == 16) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(at), "l"(from), "r"(bytes));
  } else {
    asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" ::"r"(at), "l"(from), "r"(bytes));
  }
}

struct Tf32 {
  static constexpr int DEPTH = 8, STEP = 1;  // of one multiplication; of k in one register
  static constexpr int PAD_K = 4, PAD_X = 8;  // so that a fragment's 32 words lie in 32 banks
  static __device__ __forceinline__ unsigned pack(const float *at, int) {
    unsigned r;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(r) : "f"(at[0]));
    return r;
  }
  static __device__ __forceinline__ void multiply(float *c, const unsigned *a, const unsigned *b) {
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, "
        "{%8,%9}, {%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  }
};
struct Bf16 {
  static constexpr int DEPTH = 16, STEP = 2;
  static constexpr int PAD_K = 8, PAD_X = 4;
  static __device__ __forceinline__ unsigned pack(const float *at, int next) {
    unsigned r;
    if (next == 1) {
      float2 both = *reinterpret_cast<const float2 *>(at);
      asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(r) : "f"(both.y), "f"(both.x));
    } else {
      asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(r) : "f"(at[next]), "f"(at[0]));
    }
    return r;
  }
  static __device__ __forceinline__ void multiply(float *c, const unsigned *a, const unsigned *b) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, "
        "{%8,%9}, {%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  }
};

// One operand's tile, X of its m or n by DEPTH of k, kept in shared memory as it lies in the
// device's: ALONG_K says that k is the inner axis.
template <class T, int X, int DEPTH, int THREADS, bool ALONG_K, bool QUADS>
struct Side {
  static constexpr int EACH = X * DEPTH / 4 / THREADS;
  static constexpr int ROW = ALONG_K ? DEPTH + T::PAD_K : X + T::PAD_X;
  static constexpr int WORDS = ROW * (ALONG_K ? X : DEPTH);
  static constexpr int ACROSS = (ALONG_K ? DEPTH : X) / 4;
  static_assert(EACH * 4 * THREADS == X * DEPTH, "whole quads for every thread");

  static __device__ __forceinline__ void load(float *tile, const float *from, int x0, int extent,
                                              int k0, int end, int k) {
#pragma unroll
    for (int i = 0; i < EACH; i++) {
      int quad = threadIdx.x + i * THREADS;
      int inner = quad % ACROSS * 4, outer = quad / ACROSS;
      int x = x0 + (ALONG_K ? outer : inner), depth = k0 + (ALONG_K ? inner : outer);
      size_t at = ALONG_K ? (size_t)x * k + depth : (size_t)depth * extent + x;
      float *to = tile + outer * ROW + inner;
      bool there = ALONG_K ? x < extent : depth < end;
      int left = !there ? 0 : ALONG_K ? end - depth : extent - x;
      if (QUADS) {
        copy<16>(to, left > 0 ? from + at : from, left > 0);
      } else {
#pragma unroll
        for (int q = 0; q < 4; q++) copy<4>(to + q, left > q ? from + at + q : from, left > q);
      }
    }
  }

  static __device__ __forceinline__ unsigned get(const float *tile, int x, int k) {
    return ALONG_K ? T::pack(tile + x * ROW + k, 1) : T::pack(tile + k * ROW + x, ROW);
  }
};

__device__ __forceinline__ int2 tileOf(int block, int down, int across) {
  int band = block / (8 * across), within = block % (8 * across);
  int high = min(8, down - band * 8);
  return make_int2(band * 8 + within % high, within / high);
}

// A warp makes WM x WN of C in multiplications of 16 x 8; STAGES tiles of operands are under way.
template <class T, int M, int N, int WM, int WN, int DEPTH, int STAGES, bool TA, bool TB,
          bool QUADS>
__device__ __forceinline__ void product(const Product &p, const float *a, const float *b,
                                        const float *bias, float *c) {
  constexpr int DOWN = M / WM, THREADS = 32 * DOWN * (N / WN), TM = WM / 16, TN = WN / 8;
  using A = Side<T, M, DEPTH, THREADS, !TA, QUADS>;
  using B = Side<T, N, DEPTH, THREADS, TB, QUADS>;
  extern __shared__ __align__(16) float tiles[];
  constexpr int STAGE = A::WORDS + B::WORDS;
  float sum[TM][TN][4] = {};
  int lane = threadIdx.x & 31, warp = threadIdx.x >> 5;
  int g = lane / 4, t = lane % 4;
  int row = warp % DOWN * WM + g, column = warp / DOWN * WN + g;
  int2 tile = tileOf(blockIdx.x, (p.m + M - 1) / M, (p.n + N - 1) / N);
  int m0 = tile.x * M, n0 = tile.y * N;
  int k0 = blockIdx.z * p.slice, end = min(p.k, k0 + p.slice);
  c += (size_t)blockIdx.z * p.m * p.n;

  int ahead = k0;
#pragma unroll
  for (int s = 0; s < STAGES - 1; s++) {
    if (ahead < end) {
      A::load(tiles + s * STAGE, a, m0, p.m, ahead, end, p.k);
      B::load(tiles + s * STAGE + A::WORDS, b, n0, p.n, ahead, end, p.k);
    }
    asm volatile("cp.async.commit_group;");
    ahead += DEPTH;
  }
  for (int stage = 0; k0 < end; k0 += DEPTH) {
    asm volatile("cp.async.wait_group %0;" ::"n"(STAGES - 2));
    __syncthreads();
    if (ahead < end) {
      float *to = tiles + (stage + STAGES - 1) % STAGES * STAGE;
      A::load(to, a, m0, p.m, ahead, end, p.k);
      B::load(to + A::WORDS, b, n0, p.n, ahead, end, p.k);
    }
    asm volatile("cp.async.commit_group;");
    ahead += DEPTH;
    const float *as = tiles + stage * STAGE, *bs = as + A::WORDS;
#pragma unroll
    for (int d = 0; d < DEPTH; d += T::DEPTH) {
      unsigned x[TM][4], y[TN][2];
      int k = d + t * T::STEP, further = T::DEPTH / 2;
#pragma unroll
      for (int i = 0; i < TM; i++) {
        x[i][0] = A::get(as, row + i * 16, k);
        x[i][1] = A::get(as, row + i * 16 + 8, k);
        x[i][2] = A::get(as, row + i * 16, k + further);
        x[i][3] = A::get(as, row + i * 16 + 8, k + further);
      }
#pragma unroll
      for (int j = 0; j < TN; j++) {
        y[j][0] = B::get(bs, column + j * 8, k);
        y[j][1] = B::get(bs, column + j * 8, k + further);
      }
#pragma unroll
      for (int i = 0; i < TM; i++) {
#pragma unroll
        for (int j = 0; j < TN; j++) T::multiply(sum[i][j], x[i], y[j]);
      }
    }
    stage = stage + 1 == STAGES ? 0 : stage + 1;
  }

#pragma unroll
  for (int i = 0; i < TM; i++) {
#pragma unroll
    for (int half = 0; half < 2; half++) {
      int m = m0 + row + i * 16 + half * 8;
      if (m >= p.m) continue;
#pragma unroll
      for (int j = 0; j < TN; j++) {
        int n = n0 + column - g + j * 8 + t * 2;
        float left = sum[i][j][half * 2], right = sum[i][j][half * 2 + 1];
        float *to = c + (size_t)m * p.n + n;
        if (n < p.n && bias) left += bias[n];
        if (n + 1 < p.n && bias) right += bias[n + 1];
        if (QUADS) {
          if (n < p.n) *reinterpret_cast<float2 *>(to) = make_float2(left, right);
        } else {
          if (n < p.n) to[0] = left;
          if (n + 1 < p.n) to[1] = right;
        }
      }
    }
  }
}

#define TILE(NAME, T, M, N, WM, WN, DEPTH, STAGES, LEAST, TA, TB, QUADS)                      \
  extern "C" __global__ void __launch_bounds__(32 * (M / WM) * (N / WN), LEAST)               \
      NAME(Product p, const float *a, const float *b, const float *bias, float *c) {          \
    product<T, M, N, WM, WN, DEPTH, STAGES, TA, TB, QUADS>(p, a, b, bias, c);                 \
  }
#define FORMS(NAME, ...)                           \
  TILE(NAME##NN, __VA_ARGS__, false, false, QUADS) \
  TILE(NAME##NT, __VA_ARGS__, false, true, QUADS)  \
  TILE(NAME##TN, __VA_ARGS__, true, false, QUADS)  \
  TILE(NAME##TT, __VA_ARGS__, true, true, QUADS)

// The quads say that all rows and addresses are multiples of 16 bytes.
#define QUADS true
FORMS(tf32Large, Tf32, 128, 128, 64, 64, 16, 4, 2)
FORMS(tf32Small, Tf32, 64, 64, 32, 32, 32, 3, 2)
FORMS(bf16Large, Bf16, 128, 128, 64, 64, 16, 4, 2)
FORMS(bf16Small, Bf16, 64, 64, 32, 32, 32, 3, 2)
#undef QUADS
#define QUADS false
FORMS(tf32Any, Tf32, 64, 64, 32, 32, 32, 3, 2)
FORMS(bf16Any, Bf16, 64, 64, 32, 32, 32, 3, 2)
#undef QUADS
