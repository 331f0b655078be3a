// target: compute_80, ptx 7.0
// Operands for products that read bfloat16: rounded to nearest, ties to even.
// Bandwidth is all there is to win: 6 bytes an element, four elements a thread.
#include "common.cuh"

// The lower half of the word is the number that comes first.
__device__ __forceinline__ unsigned both(float first, float second) {
  unsigned word;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(word) : "f"(second), "f"(first));
  return word;
}

// `out` has whole words: where n is odd, half of the last is 0.
KERNEL roundToBfloat16(const float *__restrict__ x, unsigned *__restrict__ out, int n) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i + 3 < n) {
    float4 v = *reinterpret_cast<const float4 *>(x + i);
    *reinterpret_cast<uint2 *>(out + i / 2) = make_uint2(both(v.x, v.y), both(v.z, v.w));
  } else {
#pragma unroll 1  // at most two steps
    for (; i < n; i += 2) out[i / 2] = both(x[i], i + 1 < n ? x[i + 1] : 0.0f);
  }
}
