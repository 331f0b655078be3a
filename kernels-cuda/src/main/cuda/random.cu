// target: compute_75, ptx 7.0
// Uniform numbers of a stream: Philox 4x32-10 (Salmon et al. 2011), a block of the generator an
// element, as the host's RandomStream has it. Which numbers of which stream is read from memory, so
// that a recorded step can be replayed with others.
#include "common.cuh"

struct Draw {
  uint64_t first;  // the index of the first element, in row-major order
  uint64_t high;   // the upper half of the counter; the lower is the index
  uint64_t key;
};

// Word 1 of the block.
__device__ __forceinline__ uint32_t philox(uint64_t low, uint64_t high, uint64_t key) {
  uint32_t c0 = low, c1 = low >> 32, c2 = high, c3 = high >> 32;
  uint32_t k0 = key, k1 = key >> 32;
#pragma unroll
  for (int round = 0; round < 10; round++) {
    // Halves of two products; of uint64_t nvcc would make multiplications of 64 by 64 bits.
    uint32_t high0 = __umulhi(0xD2511F53u, c0), low0 = 0xD2511F53u * c0;
    uint32_t high1 = __umulhi(0xCD9E8D57u, c2), low1 = 0xCD9E8D57u * c2;
    c0 = high1 ^ c1 ^ k0;
    c2 = high0 ^ c3 ^ k1;
    c1 = low1;
    c3 = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return c1;
}

// With channels last, an element's index in memory is (image, pixel, channel), in row-major order
// (image, channel, pixel); where both orders are one, `channels` is 1.
KERNEL uniform(const Draw *__restrict__ draw, float *__restrict__ out, int n, int channels,
               int pixels) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int channel = i % channels, rest = i / channels;
  int image = rest / pixels, pixel = rest % pixels;
  uint64_t at = draw->first + ((image * channels + channel) * pixels + pixel);
  // The upper 24 of 64 bits.
  out[i] = static_cast<int>(philox(at, draw->high, draw->key) >> 8) * 5.9604644775390625e-8f;
}
