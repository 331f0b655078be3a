// target: compute_75, ptx 7.0
// Pooling of images with channels last: a thread an element of the result, neighbours along the
// channels. Gradients are gathered: every pixel asks the windows that cover it.
#include "common.cuh"

struct Pool {
  int n, c, h, w;  // the images
  int p, q;        // rows and columns of the result of pooling
  int r, s, stride, padding;
};

struct Place {
  int n, i, j, c;
};

// The element `at` of images of `rows` x `columns`.
__device__ __forceinline__ Place place(int at, int rows, int columns, int channels) {
  Place o;
  o.c = at % channels;
  at /= channels;
  o.j = at % columns;
  at /= columns;
  o.i = at % rows;
  o.n = at / rows;
  return o;
}

KERNEL maxPool(const Pool g, const float *__restrict__ x, float *__restrict__ y,
               float *__restrict__ taps) {
  int at = blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= g.n * g.p * g.q * g.c) return;
  Place o = place(at, g.p, g.q, g.c);
  float best = 0.0f;
  int tap = -1;
  for (int r = 0; r < g.r; r++) {
    int h = o.i * g.stride - g.padding + r;
    if (h < 0 || h >= g.h) continue;
    for (int s = 0; s < g.s; s++) {
      int w = o.j * g.stride - g.padding + s;
      if (w < 0 || w >= g.w) continue;
      float v = x[((o.n * g.h + h) * g.w + w) * g.c + o.c];
      // The first of equals; a NaN is larger than everything but a NaN.
      if (tap < 0 || ((v > best || v != v) && best == best)) {
        best = v;
        tap = r * g.s + s;
      }
    }
  }
  y[at] = best;
  taps[at] = (float)tap;
}

KERNEL maxPick(const Pool g, const float *__restrict__ x, const float *__restrict__ taps,
               float *__restrict__ y) {
  int at = blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= g.n * g.p * g.q * g.c) return;
  Place o = place(at, g.p, g.q, g.c);
  int tap = (int)taps[at];
  int h = o.i * g.stride - g.padding + tap / g.s, w = o.j * g.stride - g.padding + tap % g.s;
  y[at] = x[((o.n * g.h + h) * g.w + w) * g.c + o.c];
}

// MAX: only where the window's tap is this pixel. Otherwise everywhere, over R * S.
template <bool MAX>
__device__ __forceinline__ void spread(const Pool &g, const float *dy, const float *taps,
                                       float *dx) {
  int at = blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= g.n * g.h * g.w * g.c) return;
  Place o = place(at, g.h, g.w, g.c);
  float sum = 0.0f;
  for (int r = 0; r < g.r; r++) {
    int top = o.i + g.padding - r;
    if (top < 0 || top % g.stride != 0 || top / g.stride >= g.p) continue;
    for (int s = 0; s < g.s; s++) {
      int left = o.j + g.padding - s;
      if (left < 0 || left % g.stride != 0 || left / g.stride >= g.q) continue;
      int from = ((o.n * g.p + top / g.stride) * g.q + left / g.stride) * g.c + o.c;
      if (!MAX || (int)taps[from] == r * g.s + s) sum += dy[from];
    }
  }
  dx[at] = MAX ? sum : sum / (float)(g.r * g.s);
}

KERNEL maxUnpool(const Pool g, const float *__restrict__ dy, const float *__restrict__ taps,
                 float *__restrict__ dx) {
  spread<true>(g, dy, taps, dx);
}

KERNEL avgPool(const Pool g, const float *__restrict__ x, float *__restrict__ y) {
  int at = blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= g.n * g.p * g.q * g.c) return;
  Place o = place(at, g.p, g.q, g.c);
  float sum = 0.0f;
  for (int r = 0; r < g.r; r++) {
    int h = o.i * g.stride - g.padding + r;
    if (h < 0 || h >= g.h) continue;
    for (int s = 0; s < g.s; s++) {
      int w = o.j * g.stride - g.padding + s;
      if (w >= 0 && w < g.w) sum += x[((o.n * g.h + h) * g.w + w) * g.c + o.c];
    }
  }
  y[at] = sum / (float)(g.r * g.s);
}

KERNEL avgUnpool(const Pool g, const float *__restrict__ dy, float *__restrict__ dx) {
  spread<false>(g, dy, nullptr, dx);
}
