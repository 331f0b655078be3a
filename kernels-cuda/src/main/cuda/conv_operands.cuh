// Where the operands of the three products of a convolution lie, see conv.cuh. Each loads one chunk
// of both and steps to the next; `m`, `n` and `chunks` are the size of the product.
#pragma once
#include "conv_panel.cuh"

struct Conv {
  int n, c, h, w;  // x
  int k, p, q;     // filters; rows and columns of y
  int r, s, stride, padding;
  int slice;  // chunks
  int size;   // elements of the result
};

// Rows of patches of an image: pixel m begins at row i * step + top and, `line` elements being a
// row of the image, at element j * across + left of it.
template <class MATH, bool QUADS>
struct Patches : Panel<MATH, MATH::M, true> {
  using P = Panel<MATH, MATH::M, true>;
  int base[P::EACH], row[P::EACH], from[P::EACH];

  __device__ __forceinline__ void begin(int m0, int m, int rows, int columns, int step, int top,
                                        int across, int left, int height, int line) {
#pragma unroll
    for (int i = 0; i < P::EACH; i++) {
      int pixel = m0 + P::outer(i);
      int image = pixel / (rows * columns), within = pixel % (rows * columns);
      row[i] = pixel < m ? within / columns * step + top : -(1 << 30);
      from[i] = within % columns * across + left + P::inner();
      base[i] = (image * height + within / columns * step + top) * line + from[i];
    }
  }

  __device__ __forceinline__ void load(uint32_t *to, const float *x, int down, int right, int depth,
                                       int height, int line) {
    int shift = down * line + right;
#pragma unroll
    for (int i = 0; i < P::EACH; i++) {
      P::template take<QUADS>(i, to, x, base[i] + shift,
                              (unsigned)(row[i] + down) < (unsigned)height, from[i] + right, line,
                              depth - P::inner());
    }
  }
};

// A row of the filter is a row of S C neighbours, as is what it covers of an image.
template <class MATH, bool QUADS>
struct Forward {
  Patches<MATH, QUADS> a;
  Panel<MATH, MATH::N, true> b;
  using A = Patches<MATH, QUADS>;
  using B = Panel<MATH, MATH::N, true>;
  int m, n, chunks, down, at;
  int filter[B::EACH];  // where it begins, plus what this thread skips

  __device__ __forceinline__ Forward(const Conv &g) : m(g.n * g.p * g.q), n(g.k) {
    chunks = g.r * ((g.s * g.c + MATH::DEPTH - 1) / MATH::DEPTH);
  }

  __device__ __forceinline__ void begin(const Conv &g, int m0, int n0, int first) {
#pragma unroll
    for (int i = 0; i < B::EACH; i++) {
      int k = n0 + B::outer(i);
      filter[i] = k < n ? k * g.r * g.s * g.c + B::inner() : -1;
    }
    int each = (g.s * g.c + MATH::DEPTH - 1) / MATH::DEPTH;
    down = first / each;
    at = first % each * MATH::DEPTH;
    a.begin(m0, m, g.p, g.q, g.stride, -g.padding, g.stride * g.c, -g.padding * g.c, g.h,
            g.w * g.c);
  }

  __device__ __forceinline__ void load(const Conv &g, const float *x, const float *w, uint32_t *as,
                                       uint32_t *bs) {
    int across = g.s * g.c;
    a.load(as, x, down, at, across - at, g.h, g.w * g.c);
#pragma unroll
    for (int i = 0; i < B::EACH; i++) {
      b.template take<QUADS>(i, bs, w, filter[i] + down * across + at, filter[i] >= 0, 0, 4,
                             across - at - B::inner());
    }
    at += MATH::DEPTH;
    if (at >= across) {
      at = 0;
      down++;
    }
  }

  __device__ __forceinline__ int out(const Conv &g, int pixel) const { return pixel * g.k; }
};

// With a stride, pixels h = i * stride + blockIdx.y / stride (and so along w) see every stride-th
// tap of the filter, and those in steps of one row of dy: a convolution of stride 1.
template <class MATH, bool QUADS>
struct InputGrad {
  Patches<MATH, QUADS> a;
  Panel<MATH, MATH::N, false> b;
  using A = Patches<MATH, QUADS>;
  using B = Panel<MATH, MATH::N, false>;
  int m, n, chunks, n0, down, right, at;
  int rows, columns, i0, j0, r0, s0, taps;  // taps: along a row

  __device__ __forceinline__ InputGrad(const Conv &g) : n(g.c) {
    int t = g.stride;
    i0 = blockIdx.y / t;
    j0 = blockIdx.y % t;
    rows = (g.h - i0 + t - 1) / t;
    columns = (g.w - j0 + t - 1) / t;
    m = g.n * rows * columns;
    r0 = (i0 + g.padding) % t;
    s0 = (j0 + g.padding) % t;
    taps = (g.s - s0 + t - 1) / t;
    chunks = (g.r - r0 + t - 1) / t * taps * ((g.k + MATH::DEPTH - 1) / MATH::DEPTH);
  }

  __device__ __forceinline__ void begin(const Conv &g, int m0, int n0_, int first) {
    n0 = n0_;
    int each = (g.k + MATH::DEPTH - 1) / MATH::DEPTH, tap = first / each;
    at = first % each * MATH::DEPTH;
    down = taps > 0 ? tap / taps : 0;
    right = taps > 0 ? tap % taps : 0;
    a.begin(m0, m, rows, columns, 1, (i0 + g.padding) / g.stride, g.k,
            (j0 + g.padding) / g.stride * g.k, g.p, g.q * g.k);
  }

  __device__ __forceinline__ void load(const Conv &g, const float *dy, const float *w, uint32_t *as,
                                       uint32_t *bs) {
    a.load(as, dy, -down, at - right * g.k, g.k - at, g.p, g.q * g.k);
    int tap = (r0 + down * g.stride) * g.s + s0 + right * g.stride;
    int c = n0 + B::inner();
#pragma unroll
    for (int i = 0; i < B::EACH; i++) {
      int filter = at + B::outer(i);
      b.template take<QUADS>(i, bs, w, (filter * g.r * g.s + tap) * g.c + c, filter < g.k, 0, 4,
                             g.c - c);
    }
    at += MATH::DEPTH;
    if (at >= g.k) {
      at = 0;
      if (++right == taps) {
        right = 0;
        down++;
      }
    }
  }

  __device__ __forceinline__ int out(const Conv &g, int pixel) const {
    int image = pixel / (rows * columns), within = pixel % (rows * columns);
    int i = within / columns * g.stride + i0, j = within % columns * g.stride + j0;
    return ((image * g.h + i) * g.w + j) * g.c;
  }
};

// The sum runs over pixels of y; a thread walks them in steps of a chunk, without dividing.
template <class MATH, bool QUADS>
struct WeightGrad {
  Panel<MATH, MATH::M, false> a;
  Panel<MATH, MATH::N, false> b;
  using A = Panel<MATH, MATH::M, false>;
  using B = Panel<MATH, MATH::N, false>;
  static constexpr int TAPS = QUADS ? 1 : 4;
  int m, n, chunks, m0, at, end, column;
  int image[B::EACH], i[B::EACH], j[B::EACH];
  int tapRow[TAPS], tapAt[TAPS];
  int stepImage, stepI, stepJ;

  __device__ __forceinline__ WeightGrad(const Conv &g) : m(g.k), n(g.r * g.s * g.c) {
    end = g.n * g.p * g.q;
    chunks = (end + MATH::DEPTH - 1) / MATH::DEPTH;
  }

  __device__ __forceinline__ void begin(const Conv &g, int m0_, int n0, int first) {
    m0 = m0_;
    at = first * MATH::DEPTH;
    column = n0 + B::inner();
#pragma unroll
    for (int e = 0; e < TAPS; e++) {
      tapRow[e] = (column + e) / (g.s * g.c) - g.padding;
      tapAt[e] = (column + e) % (g.s * g.c) - g.padding * g.c;
    }
    stepImage = MATH::DEPTH / (g.p * g.q);
    stepI = MATH::DEPTH % (g.p * g.q) / g.q;
    stepJ = MATH::DEPTH % g.q;
#pragma unroll
    for (int e = 0; e < B::EACH; e++) {
      int pixel = at + B::outer(e);
      image[e] = pixel / (g.p * g.q);
      i[e] = pixel % (g.p * g.q) / g.q;
      j[e] = pixel % g.q;
    }
  }

  __device__ __forceinline__ void load(const Conv &g, const float *dy, const float *x, uint32_t *as,
                                       uint32_t *bs) {
    int filter = m0 + A::inner();
#pragma unroll
    for (int e = 0; e < A::EACH; e++) {
      int pixel = at + A::outer(e);
      a.template take<QUADS>(e, as, dy, pixel * g.k + filter, pixel < end, 0, 4, g.k - filter);
    }
    int line = g.w * g.c;
#pragma unroll
    for (int e = 0; e < B::EACH; e++) {
      float v[TAPS == 4 ? 4 : 1];
      bool there = at + B::outer(e) < end;
      int top = i[e] * g.stride, left = j[e] * g.stride * g.c, base = image[e] * g.h + top;
      if (QUADS) {
        there = there && (unsigned)(top + tapRow[0]) < (unsigned)g.h;
        b.template take<true>(e, bs, x, (base + tapRow[0]) * line + left + tapAt[0], there,
                              left + tapAt[0], line, n - column);
      } else {
#pragma unroll
        for (int l = 0; l < TAPS; l++) {
          int f = left + tapAt[l];
          v[l] = there && column + l < n && (unsigned)(top + tapRow[l]) < (unsigned)g.h &&
                         (unsigned)f < (unsigned)line
                     ? x[(base + tapRow[l]) * line + f]
                     : 0.0f;
        }
        b.staged[e] = make_float4(v[0], v[TAPS / 4], v[TAPS / 2], v[TAPS - 1]);
      }
      j[e] += stepJ;
      int carry = j[e] >= g.q;
      j[e] -= carry ? g.q : 0;
      i[e] += stepI + carry;
      carry = i[e] >= g.p;
      i[e] -= carry ? g.p : 0;
      image[e] += stepImage + carry;
    }
    at += MATH::DEPTH;
  }

  __device__ __forceinline__ int out(const Conv &, int filter) const { return filter * n; }
};
