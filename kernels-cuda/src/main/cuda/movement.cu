// target: compute_75, ptx 7.0
// Reordering: every element of the result fetches its own, so that writes are coalesced.
#include "common.cuh"

struct Path {
  int rank;
  int size[6];    // of the result, outermost in memory first
  int stride[6];  // in the operand
  int offset;
  // The part of one axis of the result that the operand covers; elsewhere the result is 0.
  int axis;
  int from;
  int to;
};

KERNEL gather(const Path p, const float *__restrict__ x, float *__restrict__ out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int rest = i, at = p.offset;
  bool inside = true;
#pragma unroll  // a run-time subscript would put the parameters in slow memory
  for (int axis = 5; axis >= 0; axis--) {
    if (axis >= p.rank) continue;
    int index = rest % p.size[axis];
    rest /= p.size[axis];
    if (axis == p.axis) {
      inside = index >= p.from && index < p.to;
      index -= p.from;
    }
    at += index * p.stride[axis];
  }
  out[i] = inside ? x[at] : 0.0f;
}
