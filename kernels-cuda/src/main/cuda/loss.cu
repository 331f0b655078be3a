// target: compute_75, ptx 7.0
// Softmax cross-entropy against class indices: a warp a sample.
#include "common.cuh"

KERNEL softmaxCrossEntropy(const float *__restrict__ logits, const int *__restrict__ labels,
                           float *__restrict__ losses, float *__restrict__ dlogits, int samples,
                           int classes) {
  int n = blockIdx.x * (blockDim.x >> 5) + (threadIdx.x >> 5), lane = threadIdx.x & 31;
  if (n >= samples) return;
  const float *x = logits + n * classes;
  float largest = -INFINITY;
  for (int c = lane; c < classes; c += 32) {
    largest = x[c] != x[c] || x[c] > largest ? x[c] : largest;
  }
  // Subtracting the largest logit changes nothing but keeps exp from overflowing.
  largest = warpMax(largest);
  float sum = 0.0f;
  for (int c = lane; c < classes; c += 32) sum += expf(x[c] - largest);
  sum = warpSum(sum);
  int label = labels[n];
  for (int c = lane; c < classes; c += 32) {
    float softmax = expf(x[c] - largest) / sum;
    dlogits[n * classes + c] = c == label ? softmax - 1.0f : softmax;
  }
  if (lane == 0) losses[n] = logf(sum) + largest - x[label];
}
