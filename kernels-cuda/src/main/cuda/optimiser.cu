// target: compute_75, ptx 7.0
// One step of an optimiser, in place. The step's numbers are read from memory, so that a recorded
// step can be replayed at another learning rate. mask and velocity may be null.
#include "common.cuh"

// numbers: learning rate, momentum, weight decay.
KERNEL sgdStep(const float *__restrict__ numbers, const float *__restrict__ dw,
               const float *__restrict__ mask, float *__restrict__ velocity, float *__restrict__ w,
               int n, int nesterov) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  bool pruned = mask && mask[i] == 0.0f;
  float rate = numbers[0], momentum = numbers[1];
  float g = dw[i] + numbers[2] * w[i], direction = g;
  if (velocity) {
    float v = momentum * velocity[i] + g;
    velocity[i] = pruned ? 0.0f : v;
    direction = nesterov ? g + momentum * v : v;
  }
  // A choice, not a product: NaN * 0 is NaN, and -1 * 0 is -0.
  w[i] = pruned ? 0.0f : w[i] - rate * direction;
}

// numbers: corrected rate, beta1, beta2, epsilon, weight decay, root correction.
KERNEL adamStep(const float *__restrict__ numbers, const float *__restrict__ dw,
                const float *__restrict__ mask, float *__restrict__ m, float *__restrict__ v,
                float *__restrict__ w, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  bool pruned = mask && mask[i] == 0.0f;
  float beta1 = numbers[1], beta2 = numbers[2];
  float g = dw[i] + numbers[4] * w[i];
  float first = beta1 * m[i] + (1.0f - beta1) * g;
  float second = beta2 * v[i] + (1.0f - beta2) * g * g;
  float root = sqrtf(second) * numbers[5] + numbers[3];
  m[i] = pruned ? 0.0f : first;
  v[i] = pruned ? 0.0f : second;
  w[i] = pruned ? 0.0f : w[i] - numbers[0] * first / root;
}
