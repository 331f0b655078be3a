// target: compute_75, ptx 7.0
// Sums and maxima over some axes, in an order that depends on the shape alone.
#include "common.cuh"

struct Axes {
  int kept;            // number of axes of the result
  int size[6];         // of them, outermost in memory first
  int stride[6];       // in the operand
  int gone;            // number of axes that are reduced
  int goneSize[6];
  int goneStride[6];
};

// A sum and what rounding took from it (Knuth's two-sum), so that the order of the terms does not
// show: the result is that of the exact sum, rounded, up to one unit in the last place.
struct Sum {
  float sum = 0.0f, lost = 0.0f;
  __device__ __forceinline__ void add(float x) {
    float next = sum + x, back = next - sum;
    lost += (sum - (next - back)) + (x - back);
    sum = next;
  }
  __device__ __forceinline__ void join(const Sum &o) {
    add(o.sum);
    lost += o.lost;
  }
  // Once a term is infinite or no number, what was lost is none either.
  __device__ __forceinline__ float value() const { return lost == lost ? sum + lost : sum; }
};
struct Max {
  float largest = -INFINITY;
  __device__ __forceinline__ void add(float x) {
    largest = largest != largest || largest > x ? largest : x;
  }
  __device__ __forceinline__ void join(const Max &o) { add(o.largest); }
  __device__ __forceinline__ float value() const { return largest; }
};

__device__ __forceinline__ int position(int i, int rank, const int (&size)[6],
                                        const int (&stride)[6]) {
  int at = 0;
#pragma unroll  // a run-time subscript would put the parameters in slow memory
  for (int axis = 5; axis >= 0; axis--) {
    if (axis >= rank) continue;
    at += i % size[axis] * stride[axis];
    i /= size[axis];
  }
  return at;
}

// Few elements a result: a thread each.
template <class F>
__device__ __forceinline__ void narrow(const Axes &a, const float *x, float *out, int results,
                                       int count) {
  int o = blockIdx.x * blockDim.x + threadIdx.x;
  if (o >= results) return;
  int base = position(o, a.kept, a.size, a.stride);
  F v;
  for (int i = 0; i < count; i++) {
    v.add(x[base + position(i, a.gone, a.goneSize, a.goneStride)]);
  }
  out[o] = v.value();
}

// Many: a block of 128 threads takes `slice` of them, and writes to out[part][result].
template <class F>
__device__ __forceinline__ void wide(const Axes &a, const float *x, float *out, int results,
                                     int count, int slice) {
  __shared__ F partial[128];
  int o = blockIdx.x, part = blockIdx.y, t = threadIdx.x;
  int base = position(o, a.kept, a.size, a.stride);
  int end = min(count, (part + 1) * slice);
  F v;
  for (int i = part * slice + t; i < end; i += 128) {
    v.add(x[base + position(i, a.gone, a.goneSize, a.goneStride)]);
  }
  partial[t] = v;
  for (int half = 64; half > 0; half >>= 1) {
    __syncthreads();
    if (t < half) {
      v.join(partial[t + half]);
      partial[t] = v;
    }
  }
  if (t == 0) out[part * results + o] = v.value();
}

// All rows of a matrix (rows, columns): 32 columns and `slice` rows a block of 32 x 8 threads.
template <class F>
__device__ __forceinline__ void columns(const float *x, float *out, int rows, int width,
                                        int slice) {
  __shared__ F partial[8][32];
  int tx = threadIdx.x & 31, ty = threadIdx.x >> 5;
  int column = blockIdx.x * 32 + tx, part = blockIdx.y;
  int end = min(rows, (part + 1) * slice);
  F v;
  if (column < width) {
    for (int row = part * slice + ty; row < end; row += 8) v.add(x[row * width + column]);
  }
  partial[ty][tx] = v;
  __syncthreads();
  if (ty == 0 && column < width) {
#pragma unroll
    for (int i = 1; i < 8; i++) v.join(partial[i][tx]);
    out[part * width + column] = v.value();
  }
}

#define REDUCE(F)                                                                              \
  KERNEL narrow##F(const Axes a, const float *__restrict__ x, float *__restrict__ out,         \
                   int results, int count) {                                                   \
    narrow<F>(a, x, out, results, count);                                                      \
  }                                                                                            \
  KERNEL wide##F(const Axes a, const float *__restrict__ x, float *__restrict__ out,           \
                 int results, int count, int slice) {                                          \
    wide<F>(a, x, out, results, count, slice);                                                 \
  }                                                                                            \
  KERNEL columns##F(const float *__restrict__ x, float *__restrict__ out, int rows, int width, \
                    int slice) {                                                               \
    columns<F>(x, out, rows, width, slice);                                                    \
  }
REDUCE(Sum) REDUCE(Max)
