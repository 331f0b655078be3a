// target: compute_75, ptx 7.0
// What a device does at most, to compare kernels with. Blocks have 256 threads.

#define KERNEL extern "C" __global__ void __launch_bounds__(256)

// Nothing: what it costs to launch.
KERNEL nothing() {}

// A copy, four words a thread.
KERNEL copy(const float4 *from, float4 *to, int quads) {
  int at = blockIdx.x * 256 + threadIdx.x;
  if (at < quads) to[at] = from[at];
}

// Multiply-adds in registers alone: 16 chains a thread, so that none waits for itself, and 8 links of
// each a step, so that the loop costs little. `fmaf`, or x * y would be worked out once.
KERNEL multiplyAdds(float *out, int steps, float x, float y) {
  float sum[16];
#pragma unroll
  for (int i = 0; i < 16; i++) sum[i] = i;
  for (int s = 0; s < steps; s++) {
#pragma unroll
    for (int j = 0; j < 8; j++) {
#pragma unroll
      for (int i = 0; i < 16; i++) sum[i] = fmaf(x, y, sum[i]);
    }
  }
  float total = 0;
#pragma unroll
  for (int i = 0; i < 16; i++) total += sum[i];
  out[blockIdx.x * 256 + threadIdx.x] = total;
}
