// target: compute_75, ptx 7.0
// One step of an optimiser, in place, for all parameters of a network in one launch: most are
// small, and a launch each would cost more than the work. The step's numbers and the table of
// parameters are read from memory, so that a recorded step can be replayed with others.
#include "common.cuh"

struct Row {
  float *w;
  const float *dw;
  const float *mask;  // null if nothing is pruned
  float *first;       // velocity, or Adam's first moment; null without momentum
  float *second;      // Adam's second moment
  int n;
  int block;  // the first block of this parameter
};

constexpr int EACH = 4;  // elements a thread, `blockDim.x` apart

// The parameter this block works on, and which of its blocks this is.
__device__ __forceinline__ Row rowOf(const Row *table, int rows, int &block) {
  __shared__ int found;
  for (int i = threadIdx.x; i < rows; i += blockDim.x) {
    bool last = i + 1 == rows;
    int at = blockIdx.x;
    if (table[i].block <= at && (last || at < table[i + 1].block)) found = i;
  }
  __syncthreads();
  Row row = table[found];
  block = blockIdx.x - row.block;
  return row;
}

// numbers: learning rate, momentum, weight decay.
KERNEL sgdStep(const float *__restrict__ numbers, const Row *__restrict__ table, int rows,
               int nesterov) {
  int block;
  Row p = rowOf(table, rows, block);
  float rate = numbers[0], momentum = numbers[1], decay = numbers[2];
#pragma unroll
  for (int j = 0; j < EACH; j++) {
    int i = (block * EACH + j) * blockDim.x + threadIdx.x;
    if (i >= p.n) return;
    bool pruned = p.mask && p.mask[i] == 0.0f;
    float w = p.w[i], g = p.dw[i] + decay * w, direction = g;
    if (p.first) {
      float v = momentum * p.first[i] + g;
      p.first[i] = pruned ? 0.0f : v;
      direction = nesterov ? g + momentum * v : v;
    }
    // A choice, not a product: NaN * 0 is NaN, and -1 * 0 is -0.
    p.w[i] = pruned ? 0.0f : w - rate * direction;
  }
}

// numbers: corrected rate, beta1, beta2, epsilon, weight decay, root correction.
KERNEL adamStep(const float *__restrict__ numbers, const Row *__restrict__ table, int rows) {
  int block;
  Row p = rowOf(table, rows, block);
  float beta1 = numbers[1], beta2 = numbers[2];
#pragma unroll
  for (int j = 0; j < EACH; j++) {
    int i = (block * EACH + j) * blockDim.x + threadIdx.x;
    if (i >= p.n) return;
    bool pruned = p.mask && p.mask[i] == 0.0f;
    float w = p.w[i], g = p.dw[i] + numbers[4] * w;
    float first = beta1 * p.first[i] + (1.0f - beta1) * g;
    float second = beta2 * p.second[i] + (1.0f - beta2) * g * g;
    float root = sqrtf(second) * numbers[5] + numbers[3];
    p.first[i] = pruned ? 0.0f : first;
    p.second[i] = pruned ? 0.0f : second;
    p.w[i] = pruned ? 0.0f : w - numbers[0] * first / root;
  }
}
