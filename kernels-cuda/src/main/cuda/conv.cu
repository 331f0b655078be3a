// target: compute_75, ptx 7.0
// Convolutions in float32 on the ordinary cores, see conv.cuh.
#include "conv.cuh"

// A warp is 32 / ACROSS x ACROSS threads; a thread has TM x TN of the tile, in quads of 4 x 4 that
// lie a warp apart.
template <int M_, int N_, int DEPTH_, int TM, int TN, int ACROSS, int BLOCKS_>
struct Cores {
  static constexpr int M = M_, N = N_, DEPTH = DEPTH_, THREADS = M * N / (TM * TN);
  static constexpr int BLOCKS = BLOCKS_, STAGES = 2, PAIR = 1, GAP = 4, INNER_GAP = 0;
  static constexpr int DOWN = 32 / ACROSS;
  static constexpr int WARPS_DOWN = M / (DOWN * TM);
  static constexpr bool INNER = false;
  static_assert(WARPS_DOWN * (N / (ACROSS * TN)) * 32 == THREADS, "warps cover the tile");
  float sum[TM][TN] = {};

  static __device__ __forceinline__ uint32_t word(float v, float) { return __float_as_uint(v); }
  static __device__ __forceinline__ int row() {
    return (threadIdx.x >> 5) % WARPS_DOWN * DOWN * TM + (threadIdx.x & 31) / ACROSS * 4;
  }
  static __device__ __forceinline__ int column() {
    return (threadIdx.x >> 5) / WARPS_DOWN * ACROSS * TN + (threadIdx.x & 31) % ACROSS * 4;
  }

  template <class A, class B>
  __device__ __forceinline__ void multiply(const uint32_t *as, const uint32_t *bs) {
    const float *a = reinterpret_cast<const float *>(as) + row();
    const float *b = reinterpret_cast<const float *>(bs) + column();
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      float x[TM], y[TN];
#pragma unroll
      for (int i = 0; i < TM; i += 4) {
        *reinterpret_cast<float4 *>(x + i) =
            *reinterpret_cast<const float4 *>(a + d * A::ROW + i * DOWN);
      }
#pragma unroll
      for (int j = 0; j < TN; j += 4) {
        *reinterpret_cast<float4 *>(y + j) =
            *reinterpret_cast<const float4 *>(b + d * B::ROW + j * ACROSS);
      }
#pragma unroll
      for (int i = 0; i < TM; i++) {
#pragma unroll
        for (int j = 0; j < TN; j++) sum[i][j] = fmaf(x[i], y[j], sum[i][j]);
      }
    }
  }

  template <class F>
  __device__ __forceinline__ void each(F put) const {
#pragma unroll
    for (int i = 0; i < TM; i++) {
#pragma unroll
      for (int j = 0; j < TN; j += 4) {
        put(row() + i / 4 * 4 * DOWN + i % 4, column() + j * ACROSS, sum[i] + j, Count<4>());
      }
    }
  }
};

using Large = Cores<128, 128, 8, 8, 8, 8, 2>;
using Medium = Cores<128, 64, 8, 8, 8, 8, 3>;
using Small = Cores<128, 32, 16, 8, 4, 8, 4>;
using Square = Cores<64, 64, 16, 8, 4, 8, 4>;
using Flat = Cores<32, 64, 16, 4, 4, 8, 4>;
CONVS(large, Large, true)
CONVS(medium, Medium, true)
CONVS(small, Small, true)
CONVS(square, Square, true)
CONVS(flat, Flat, true)
CONVS(smallAny, Small, false)
CONVS(squareAny, Square, false)

// out = the parts (parts, size), summed in order, + bias (n).
KERNEL convParts(const float *parts, const float *bias, float *out, int count, int size, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= size) return;
  float sum = 0.0f;
#pragma unroll 8
  for (int part = 0; part < count; part++) sum += parts[(size_t)part * size + i];
  out[i] = sum + (bias ? bias[i % n] : 0.0f);
}
