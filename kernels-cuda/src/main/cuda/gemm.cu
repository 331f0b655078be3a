// target: compute_75, ptx 7.0
// C (m, n) = op(A) (m, k) . op(B) (k, n) + bias (n), all float32, row-major and compact.
// A block makes a tile of C; its share of k passes through two buffers in shared memory, the next
// one on its way through registers while this one is multiplied.
#include "common.cuh"

struct Product {
  int m, n, k;
  int slice;  // of k for each blockIdx.z, a multiple of the tile's depth
};

// One operand's tile, X of its m or n by DEPTH of k. In shared memory k is the outer axis, so that
// a thread reads four neighbours at once; ALONG_K says that in device memory it is the inner one.
template <int X, int DEPTH, int THREADS, bool ALONG_K, bool QUADS>
struct Side {
  static constexpr int EACH = X * DEPTH / 4 / THREADS;
  static constexpr int ROW = X + 4;  // padded: transposing stores would meet in few banks
  static constexpr int ACROSS = (ALONG_K ? DEPTH : X) / 4;
  static_assert(EACH * 4 * THREADS == X * DEPTH, "whole quads for every thread");
  float4 staged[EACH];

  __device__ __forceinline__ void load(const float *from, int x0, int extent, int k0, int end,
                                       int k) {
#pragma unroll
    for (int i = 0; i < EACH; i++) {
      int quad = threadIdx.x + i * THREADS;
      int inner = quad % ACROSS * 4, outer = quad / ACROSS;
      int x = x0 + (ALONG_K ? outer : inner), depth = k0 + (ALONG_K ? inner : outer);
      const float *at = ALONG_K ? from + x * k + depth : from + depth * extent + x;
      if (QUADS) {
        staged[i] = x < extent && depth < end ? *reinterpret_cast<const float4 *>(at)
                                              : make_float4(0, 0, 0, 0);
      } else {
        int left = (ALONG_K ? x < extent : depth < end) ? (ALONG_K ? end - depth : extent - x) : 0;
        staged[i].x = left > 0 ? at[0] : 0.0f;
        staged[i].y = left > 1 ? at[1] : 0.0f;
        staged[i].z = left > 2 ? at[2] : 0.0f;
        staged[i].w = left > 3 ? at[3] : 0.0f;
      }
    }
  }

  __device__ __forceinline__ void store(float *tile) const {
#pragma unroll
    for (int i = 0; i < EACH; i++) {
      int quad = threadIdx.x + i * THREADS;
      int inner = quad % ACROSS * 4, outer = quad / ACROSS;
      if (ALONG_K) {
        tile[inner * ROW + outer] = staged[i].x;
        tile[(inner + 1) * ROW + outer] = staged[i].y;
        tile[(inner + 2) * ROW + outer] = staged[i].z;
        tile[(inner + 3) * ROW + outer] = staged[i].w;
      } else {
        *reinterpret_cast<float4 *>(tile + outer * ROW + inner) = staged[i];
      }
    }
  }
};

// Which tile a block makes: eight rows of tiles at a time, so that neighbours share operands in L2.
__device__ __forceinline__ int2 tileOf(int block, int down, int across) {
  int band = block / (8 * across), within = block % (8 * across);
  int high = min(8, down - band * 8);
  return make_int2(band * 8 + within % high, within / high);
}

// A warp is 4 x 8 threads; a thread has TM x TN of C, in quads of 4 x 4 that lie a warp apart. If
// there are several GROUPS of warps, all make the same tile, each from its share of every depth.
template <int M, int N, int DEPTH, int UNROLL, int GROUPS, int TM, int TN, bool TA, bool TB,
          bool QUADS>
__device__ __forceinline__ void product(const Product &p, const float *a, const float *b,
                                        const float *bias, float *c) {
  constexpr int GROUP = M * N / (TM * TN), THREADS = GROUP * GROUPS, WARPS_DOWN = M / (4 * TM);
  constexpr int SHARE = DEPTH / GROUPS;
  using A = Side<M, DEPTH, THREADS, !TA, QUADS>;
  using B = Side<N, DEPTH, THREADS, TB, QUADS>;
  constexpr int TILES = DEPTH * (A::ROW + B::ROW), BS = DEPTH * A::ROW;
  __shared__ __align__(16) float tiles[2][TILES];
  static_assert((GROUPS - 1) * M * N <= 2 * TILES, "room for the groups' sums");
  A sideA;
  B sideB;
  float sum[TM][TN] = {};
  int lane = threadIdx.x & 31, warp = threadIdx.x % GROUP >> 5, group = threadIdx.x / GROUP;
  int row = warp % WARPS_DOWN * 4 * TM + lane / 8 * 4;
  int column = warp / WARPS_DOWN * 8 * TN + lane % 8 * 4;
  int2 tile = tileOf(blockIdx.x, (p.m + M - 1) / M, (p.n + N - 1) / N);
  int m0 = tile.x * M, n0 = tile.y * N;
  int k0 = blockIdx.z * p.slice, end = min(p.k, k0 + p.slice);
  c += (size_t)blockIdx.z * p.m * p.n;

  sideA.load(a, m0, p.m, k0, end, p.k);
  sideB.load(b, n0, p.n, k0, end, p.k);
  sideA.store(tiles[0]);
  sideB.store(tiles[0] + BS);
  __syncthreads();
  for (int buffer = 0; k0 < end; buffer ^= 1) {
    k0 += DEPTH;
    if (k0 < end) {
      sideA.load(a, m0, p.m, k0, end, p.k);
      sideB.load(b, n0, p.n, k0, end, p.k);
    }
#pragma unroll UNROLL
    for (int e = 0; e < SHARE; e++) {
      int d = group * SHARE + e;
      float x[TM], y[TN];
#pragma unroll
      for (int i = 0; i < TM; i += 4) {
        *reinterpret_cast<float4 *>(x + i) =
            *reinterpret_cast<const float4 *>(tiles[buffer] + d * A::ROW + row + i * 4);
      }
#pragma unroll
      for (int j = 0; j < TN; j += 4) {
        *reinterpret_cast<float4 *>(y + j) =
            *reinterpret_cast<const float4 *>(tiles[buffer] + BS + d * B::ROW + column + j * 8);
      }
#pragma unroll
      for (int i = 0; i < TM; i++) {
#pragma unroll
        for (int j = 0; j < TN; j++) sum[i][j] = fmaf(x[i], y[j], sum[i][j]);
      }
    }
    if (k0 < end) {
      sideA.store(tiles[buffer ^ 1]);
      sideB.store(tiles[buffer ^ 1] + BS);
    }
    __syncthreads();
  }

  if (GROUPS > 1) {  // their sums, in order; the tiles are no longer needed
    int at = threadIdx.x % GROUP;
    float *sums = tiles[0];
#pragma unroll
    for (int i = 0; i < TM * TN; i++) {
      if (group > 0) sums[((group - 1) * TM * TN + i) * GROUP + at] = sum[i / TN][i % TN];
    }
    __syncthreads();
    if (group > 0) return;
    for (int other = 0; other < GROUPS - 1; other++) {
#pragma unroll
      for (int i = 0; i < TM * TN; i++) {
        sum[i / TN][i % TN] += sums[(other * TM * TN + i) * GROUP + at];
      }
    }
  }

#pragma unroll
  for (int i = 0; i < TM; i++) {
    int m = m0 + row + i / 4 * 16 + i % 4;
    if (m >= p.m) continue;
#pragma unroll
    for (int j = 0; j < TN; j += 4) {
      int n = n0 + column + j * 8;
      float *to = c + (size_t)m * p.n + n;
      if (QUADS) {
        if (n >= p.n) continue;
        float4 more = bias ? *reinterpret_cast<const float4 *>(bias + n) : make_float4(0, 0, 0, 0);
        *reinterpret_cast<float4 *>(to) = make_float4(sum[i][j] + more.x, sum[i][j + 1] + more.y,
                                                      sum[i][j + 2] + more.z, sum[i][j + 3] + more.w);
      } else {
#pragma unroll
        for (int q = 0; q < 4; q++) {
          if (n + q < p.n) to[q] = sum[i][j + q] + (bias ? bias[n + q] : 0.0f);
        }
      }
    }
  }
}

#define TILE(NAME, M, N, DEPTH, UNROLL, GROUPS, TM, TN, LEAST, TA, TB, QUADS)                                          \
  extern "C" __global__ void __launch_bounds__(GROUPS *M *N / (TM * TN), LEAST)                               \
      NAME(Product p, const float *a, const float *b, const float *bias, float *c) {            \
    product<M, N, DEPTH, UNROLL, GROUPS, TM, TN, TA, TB, QUADS>(p, a, b, bias, c);                              \
  }
#define FORMS(NAME, ...)                           \
  TILE(NAME##NN, __VA_ARGS__, false, false, QUADS) \
  TILE(NAME##NT, __VA_ARGS__, false, true, QUADS)  \
  TILE(NAME##TN, __VA_ARGS__, true, false, QUADS)  \
  TILE(NAME##TT, __VA_ARGS__, true, true, QUADS)

// One step of the large one at a time: with more, its registers would not suffice for two blocks on
// a multiprocessor. The quads say that all rows and addresses are multiples of 16 bytes.
#define QUADS true
FORMS(large, 128, 128, 16, 1, 1, 8, 8, 2)
FORMS(medium, 64, 64, 16, 8, 1, 8, 4, 4)
FORMS(small, 32, 32, 32, 8, 4, 4, 4, 2)
#undef QUADS
#define QUADS false
FORMS(mediumAny, 64, 64, 16, 8, 1, 8, 4, 4)
FORMS(smallAny, 32, 32, 32, 8, 4, 4, 4, 2)
#undef QUADS

// c (m, n) = the parts (parts, m, n), summed in order, + bias (n).
KERNEL addParts(const float *parts, const float *bias, float *c, int count, int size, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  float sum = 0.0f;
#pragma unroll 8
  for (int part = 0; part < count; part++) sum += parts[(size_t)part * size + i];
  c[i] = sum + (bias ? bias[i % n] : 0.0f);
}
