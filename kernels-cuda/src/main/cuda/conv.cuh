// A convolution as a product of matrices that are never laid out in memory: whoever loads a tile
// finds each element where the image or the filter has it. Images (N,H,W,C), filters (K,R,S,C).
//
//   Forward      y (NPQ, K)    = patches (NPQ, RSC) . filters (K, RSC)^T
//   InputGrad    dx (NHW, C)   = patches of dy (NHW, RSK) . filters (RSK, C)
//   WeightGrad   dw (K, RSC)   = dy (NPQ, K)^T . patches (NPQ, RSC)
//
// The sum is cut in chunks of DEPTH, the chunks in slices, one a blockIdx.z.
#pragma once
#include "conv_operands.cuh"

// Which tile a block makes: eight rows of tiles at a time, so that neighbours share operands in L2.
__device__ __forceinline__ int2 tileOf(int block, int down, int across) {
  int band = block / (8 * across), within = block % (8 * across);
  int high = min(8, down - band * 8);
  return make_int2(band * 8 + within % high, within / high);
}

// The sum over the block's chunks. With two stages the next chunk is on its way through registers
// while this one is multiplied; with more, chunks are copied past them, STAGES - 1 ahead.
//
// Which of two stages a chunk is in follows from how many are left: a register of its own for that
// is one too many for the largest tiles before sm_90.
template <class OP, class MATH>
__device__ __forceinline__ void sum(OP &op, MATH &math, const Conv &g, const float *a,
                                    const float *b, int left) {
  using A = typename OP::A;
  using B = typename OP::B;
  constexpr int STAGE = A::SIZE + B::SIZE;
  if constexpr (MATH::STAGES > 2) {
    extern __shared__ __align__(16) uint32_t tiles[];
    int ahead = 0;
    for (; ahead < MATH::STAGES - 1; ahead++) {
      uint32_t *to = tiles + ahead * STAGE;
      if (ahead < left) op.load(g, a, b, to, to + A::SIZE);
      MATH::commit();
    }
    for (int chunk = 0; chunk < left; chunk++, ahead++) {
      MATH::await();
      __syncthreads();
      uint32_t *to = tiles + ahead % MATH::STAGES * STAGE;
      if (ahead < left) op.load(g, a, b, to, to + A::SIZE);
      MATH::commit();
      const uint32_t *now = tiles + chunk % MATH::STAGES * STAGE;
      math.template multiply<A, B>(now, now + A::SIZE);
    }
  } else {
    __shared__ __align__(16) uint32_t tiles[2][STAGE];
    op.load(g, a, b, nullptr, nullptr);
    op.a.store(tiles[left & 1]);
    op.b.store(tiles[left & 1] + A::SIZE);
    __syncthreads();
    for (; left > 0; left--) {
      uint32_t *now = tiles[left & 1], *next = tiles[~left & 1];
      if (left > 1) op.load(g, a, b, nullptr, nullptr);
      math.template multiply<A, B>(now, now + A::SIZE);
      if (left > 1) {
        op.a.store(next);
        op.b.store(next + A::SIZE);
      }
      __syncthreads();
    }
  }
}

template <class OP, class MATH, bool QUADS>
__device__ __forceinline__ void convolve(const Conv &g, const float *a, const float *b,
                                         const float *bias, float *out) {
  OP op(g);
  int down = (op.m + MATH::M - 1) / MATH::M, across = (op.n + MATH::N - 1) / MATH::N;
  if ((int)blockIdx.x >= down * across) return;
  int2 tile = tileOf(blockIdx.x, down, across);
  int m0 = tile.x * MATH::M, n0 = tile.y * MATH::N, first = blockIdx.z * g.slice;
  int left = min(g.slice, op.chunks - first);
  MATH math;
  if (left > 0) {
    op.begin(g, m0, n0, first);
    sum(op, math, g, a, b, left);
  }
  out += (size_t)blockIdx.z * g.size;
  math.each([&](int x, int y, const float *v, auto count) {
    constexpr int COUNT = decltype(count)::value;
    int n = n0 + y;
    if (m0 + x >= op.m) return;
    float *to = out + op.out(g, m0 + x) + n;
    if (QUADS) {
      if (n >= op.n) return;
      float w[COUNT];
#pragma unroll
      for (int e = 0; e < COUNT; e++) w[e] = v[e] + (bias ? bias[n + e] : 0.0f);
      if (COUNT == 4) {
        *reinterpret_cast<float4 *>(to) = make_float4(w[0], w[1], w[COUNT - 2], w[COUNT - 1]);
      } else {
        *reinterpret_cast<float2 *>(to) = make_float2(w[0], w[1]);
      }
    } else {
#pragma unroll
      for (int e = 0; e < COUNT; e++) {
        if (n + e < op.n) to[e] = v[e] + (bias ? bias[n + e] : 0.0f);
      }
    }
  });
}

template <int N>
struct Count {
  static constexpr int value = N;
};

#define CONV(NAME, OP, MATH, QUADS)                                                             \
  extern "C" __global__ void __launch_bounds__(MATH::THREADS, MATH::BLOCKS)                     \
      NAME(Conv g, const float *a, const float *b, const float *bias, float *out) {             \
    convolve<OP<MATH, QUADS>, MATH, QUADS>(g, a, b, bias, out);                                 \
  }
#define CONVS(NAME, MATH, QUADS)              \
  CONV(NAME##Forward, Forward, MATH, QUADS)   \
  CONV(NAME##Input, InputGrad, MATH, QUADS)   \
  CONV(NAME##Weight, WeightGrad, MATH, QUADS)
