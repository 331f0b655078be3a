// target: compute_75, ptx 7.0
// Functions of one and of two numbers: one load of 16 bytes an operand, four elements a thread.
// Bandwidth is all there is to win: 8 bytes an element for a map, 12 for a zip.
#include "common.cuh"

struct Walk {
  int rank;
  int size[6];  // of the result, outermost in memory first
  int a[6];     // elements from one index of the axis to the next, 0 where an operand is repeated
  int b[6];
};

struct Neg { static __device__ float of(float x) { return -x; } };
struct Exp {
  // Below -87 the result is a denormal: scaled by 2^-64 at the end, so that it is rounded once.
  static __device__ float of(float x) {
    if (x >= -87.0f || x != x) return expf(x);
    return expf(x + 44.3614195558365f) * 5.421010862427522e-20f;
  }
};
struct Log { static __device__ float of(float x) { return logf(x); } };
struct Sqrt { static __device__ float of(float x) { return sqrtf(x); } };
struct Abs { static __device__ float of(float x) { return fabsf(x); } };
struct Square { static __device__ float of(float x) { return x * x; } };
struct Reciprocal { static __device__ float of(float x) { return 1.0f / x; } };
struct Relu { static __device__ float of(float x) { return x <= 0.0f ? 0.0f : x; } };
struct Sigmoid {
  // e^-|x| is at most 1, so nothing overflows.
  static __device__ float of(float x) {
    float e = Exp::of(-fabsf(x));
    return x != x ? x : x >= 0.0f ? 1.0f / (1.0f + e) : e / (1.0f + e);
  }
};
struct Softplus {
  static __device__ float of(float x) {
    float e = Exp::of(-fabsf(x));
    return x != x ? x : (x > 0.0f ? x : 0.0f) + log1pf(e);
  }
};
struct Sign {
  static __device__ float of(float x) { return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x; }
};

struct Add { static __device__ float of(float a, float b) { return a + b; } };
struct Sub { static __device__ float of(float a, float b) { return a - b; } };
struct Mul { static __device__ float of(float a, float b) { return a * b; } };
struct Div { static __device__ float of(float a, float b) { return a / b; } };
struct Max { static __device__ float of(float a, float b) { return a != a || a > b ? a : b; } };
struct Gate { static __device__ float of(float a, float b) { return b > 0.0f ? a : 0.0f; } };
struct Equal { static __device__ float of(float a, float b) { return a == b ? 1.0f : 0.0f; } };

KERNEL fill(float *__restrict__ out, int n, float value) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i + 3 < n) {
    *reinterpret_cast<float4 *>(out + i) = make_float4(value, value, value, value);
  } else {
    for (; i < n; i++) out[i] = value;
  }
}

KERNEL copy(const float *__restrict__ x, float *__restrict__ out, int n) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i + 3 < n) {
    *reinterpret_cast<float4 *>(out + i) = *reinterpret_cast<const float4 *>(x + i);
  } else {
    for (; i < n; i++) out[i] = x[i];
  }
}

template <class F>
__device__ __forceinline__ void map(const float *x, float *out, int n) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i + 3 < n) {
    float4 v = *reinterpret_cast<const float4 *>(x + i);
    *reinterpret_cast<float4 *>(out + i) =
        make_float4(F::of(v.x), F::of(v.y), F::of(v.z), F::of(v.w));
  } else {
    for (; i < n; i++) out[i] = F::of(x[i]);
  }
}

template <class F>
__device__ __forceinline__ void zip(const float *a, const float *b, float *out, int n) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i + 3 < n) {
    float4 u = *reinterpret_cast<const float4 *>(a + i);
    float4 v = *reinterpret_cast<const float4 *>(b + i);
    *reinterpret_cast<float4 *>(out + i) =
        make_float4(F::of(u.x, v.x), F::of(u.y, v.y), F::of(u.z, v.z), F::of(u.w, v.w));
  } else {
    for (; i < n; i++) out[i] = F::of(a[i], b[i]);
  }
}

// Operands of other shapes: each result finds its operands by its own index.
template <class F>
__device__ __forceinline__ void along(const Walk &w, const float *a, const float *b, float *out,
                                      int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int rest = i, at = 0, bt = 0;
#pragma unroll  // a run-time subscript would put the parameters in slow memory
  for (int axis = 5; axis >= 0; axis--) {
    if (axis >= w.rank) continue;
    int index = rest % w.size[axis];
    rest /= w.size[axis];
    at += index * w.a[axis];
    bt += index * w.b[axis];
  }
  out[i] = F::of(a[at], b[bt]);
}

#define MAP(F) \
  KERNEL map##F(const float *__restrict__ x, float *__restrict__ out, int n) { map<F>(x, out, n); }
MAP(Neg) MAP(Exp) MAP(Log) MAP(Sqrt) MAP(Abs) MAP(Square) MAP(Reciprocal) MAP(Relu) MAP(Sigmoid)
MAP(Softplus) MAP(Sign)

#define ZIP(F)                                                                              \
  KERNEL zip##F(const float *__restrict__ a, const float *__restrict__ b,                   \
                float *__restrict__ out, int n) {                                           \
    zip<F>(a, b, out, n);                                                                   \
  }                                                                                         \
  KERNEL along##F(const Walk w, const float *__restrict__ a, const float *__restrict__ b,   \
                  float *__restrict__ out, int n) {                                         \
    along<F>(w, a, b, out, n);                                                              \
  }
ZIP(Add) ZIP(Sub) ZIP(Mul) ZIP(Div) ZIP(Max) ZIP(Gate) ZIP(Equal)
