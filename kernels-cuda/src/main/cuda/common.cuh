// What every family shares.
#pragma once
#include <cstdint>

#define KERNEL extern "C" __global__ void

constexpr unsigned ALL_LANES = 0xffffffffu;

// The sum over a warp, in every lane; the order is fixed.
__device__ __forceinline__ float warpSum(float v) {
#pragma unroll
  for (int distance = 16; distance > 0; distance >>= 1) {
    v += __shfl_xor_sync(ALL_LANES, v, distance);
  }
  return v;
}

// The maximum over a warp, in every lane; a NaN is larger than everything.
__device__ __forceinline__ float warpMax(float v) {
#pragma unroll
  for (int distance = 16; distance > 0; distance >>= 1) {
    float other = __shfl_xor_sync(ALL_LANES, v, distance);
    v = v != v || v > other ? v : other;
  }
  return v;
}

// The sum over a block, in every thread. `scratch` holds 32 floats. All threads must come.
__device__ __forceinline__ float blockSum(float v, float *scratch) {
  int lane = threadIdx.x & 31, warp = threadIdx.x >> 5, warps = (blockDim.x + 31) >> 5;
  v = warpSum(v);
  __syncthreads();  // scratch may still be read from a sum before
  if (lane == 0) scratch[warp] = v;
  __syncthreads();
  return warpSum(lane < warps ? scratch[lane] : 0.0f);
}
