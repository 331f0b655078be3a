// A convolution as a product of matrices that are never laid out in memory: whoever loads a tile
// finds each element where the image or the filter has it. Images (N,H,W,C), filters (K,R,S,C).
//
//   Forward      y (NPQ, K)    = patches (NPQ, RSC) . filters (K, RSC)^T
//   InputGrad    dx (NHW, C)   = patches of dy (NHW, RSK) . filters (RSK, C)
//   WeightGrad   dw (K, RSC)   = dy (NPQ, K)^T . patches (NPQ, RSC)
//
// The sum is cut in chunks of DEPTH, the chunks in slices, one a blockIdx.z.
#pragma once
#include "common.cuh"

struct Conv {
  int n, c, h, w;  // x
  int k, p, q;     // filters; rows and columns of y
  int r, s, stride, padding;
  int slice;  // chunks
  int size;   // elements of the result
};

// Four neighbours at from[at], those that exist: 0 <= f + e < line and e < left.
template <bool QUADS>
__device__ __forceinline__ float4 fetch(const float *from, int at, bool there, int f, int line,
                                        int left) {
  float4 v = make_float4(0, 0, 0, 0);
  if (QUADS) {
    if (there && (unsigned)f < (unsigned)line && left > 0) {
      v = *reinterpret_cast<const float4 *>(from + at);
    }
  } else if (there) {
    if ((unsigned)f < (unsigned)line && left > 0) v.x = from[at];
    if ((unsigned)(f + 1) < (unsigned)line && left > 1) v.y = from[at + 1];
    if ((unsigned)(f + 2) < (unsigned)line && left > 2) v.z = from[at + 2];
    if ((unsigned)(f + 3) < (unsigned)line && left > 3) v.w = from[at + 3];
  }
  return v;
}

// One operand's tile: X of its m or n by DEPTH of the sum, on its way from device memory through
// registers to shared memory. A word holds PAIR values, neighbours along the sum. ALONG: in device
// memory too the sum is the inner axis. INNER: it is in shared memory.
template <class MATH, int X, bool ALONG_>
struct Panel {
  static constexpr bool ALONG = ALONG_, INNER = ALONG && MATH::INNER;
  static constexpr int DEPTH = MATH::DEPTH, THREADS = MATH::THREADS, PAIR = MATH::PAIR;
  static constexpr int WORDS = DEPTH / PAIR;
  static constexpr int ROW = INNER ? WORDS + MATH::INNER_GAP : X + MATH::GAP;  // so that banks differ
  static constexpr int SIZE = INNER ? X * ROW : WORDS * ROW;
  static constexpr int ACROSS = (ALONG ? DEPTH : X) / 4, DOWN = THREADS / ACROSS;
  static constexpr int EACH = X * DEPTH / 4 / THREADS;
  static_assert(EACH * 4 * THREADS == X * DEPTH && DOWN * ACROSS == THREADS, "whole quads");
  static_assert(ALONG || EACH % PAIR == 0, "whole words");
  float4 staged[EACH];

  static __device__ __forceinline__ int inner() { return threadIdx.x % ACROSS * 4; }
  static __device__ __forceinline__ int outer(int i) {
    int outer = threadIdx.x / ACROSS;
    return ALONG ? outer + i * DOWN : (outer + i / PAIR * DOWN) * PAIR + i % PAIR;
  }
  static __device__ __forceinline__ int word(int x, int depth) {
    return INNER ? x * ROW + depth : depth * ROW + x;
  }

  // Quad i: to registers, or on its own way to the tile.
  template <bool QUADS>
  __device__ __forceinline__ void take(int i, uint32_t *tile, const float *from, int at, bool there,
                                       int f, int line, int left) {
    if constexpr (MATH::STAGES > 2) {
      bool some = there && (unsigned)f < (unsigned)line && left > 0;
      MATH::copy(tile + (ALONG ? word(outer(i), inner()) : word(inner(), outer(i))),
                 from + (some ? at : 0), some);
    } else {
      staged[i] = fetch<QUADS>(from, at, there, f, line, left);
    }
  }

  __device__ __forceinline__ void store(uint32_t *tile) const {
#pragma unroll
    for (int i = 0; i < EACH; i += ALONG ? 1 : PAIR) {
      const float4 &v = staged[i], &next = staged[ALONG ? i : i + PAIR - 1];
      int x = ALONG ? outer(i) : inner(), depth = (ALONG ? inner() : outer(i)) / PAIR;
      if (!ALONG) {
        *reinterpret_cast<uint4 *>(tile + word(x, depth)) =
            make_uint4(MATH::word(v.x, next.x), MATH::word(v.y, next.y), MATH::word(v.z, next.z),
                       MATH::word(v.w, next.w));
      } else if (PAIR == 2) {
        uint2 two = make_uint2(MATH::word(v.x, v.y), MATH::word(v.z, v.w));
        *reinterpret_cast<uint2 *>(tile + word(x, depth)) = two;
      } else if (INNER) {
        *reinterpret_cast<uint4 *>(tile + word(x, depth)) =
            make_uint4(MATH::word(v.x, 0), MATH::word(v.y, 0), MATH::word(v.z, 0),
                       MATH::word(v.w, 0));
      } else {
        tile[word(x, depth)] = MATH::word(v.x, 0);
        tile[word(x, depth + 1)] = MATH::word(v.y, 0);
        tile[word(x, depth + 2)] = MATH::word(v.z, 0);
        tile[word(x, depth + 3)] = MATH::word(v.w, 0);
      }
    }
  }
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

// Which tile a block makes: eight rows of tiles at a time, so that neighbours share operands in L2.
__device__ __forceinline__ int2 tileOf(int block, int down, int across) {
  int band = block / (8 * across), within = block % (8 * across);
  int high = min(8, down - band * 8);
  return make_int2(band * 8 + within % high, within / high);
}

// The sum over the block's chunks. With two stages the next chunk is on its way through registers
// while this one is multiplied; with more, chunks are copied past them, STAGES - 1 ahead.
template <class OP, class MATH>
__device__ __forceinline__ void sum(OP &op, MATH &math, const Conv &g, const float *a,
                                    const float *b, int left) {
  using A = typename OP::A;
  using B = typename OP::B;
  constexpr int STAGE = A::SIZE + B::SIZE;
  if constexpr (MATH::STAGES > 2) {
    extern __shared__ __align__(16) uint32_t tiles[];
    int ahead = 0;
    for (; ahead < MATH::STAGES - 1; ahead++) {
      uint32_t *to = tiles + ahead * STAGE;
      if (ahead < left) op.load(g, a, b, to, to + A::SIZE);
      MATH::commit();
    }
    for (int chunk = 0; chunk < left; chunk++, ahead++) {
      MATH::await();
      __syncthreads();
      uint32_t *to = tiles + ahead % MATH::STAGES * STAGE;
      if (ahead < left) op.load(g, a, b, to, to + A::SIZE);
      MATH::commit();
      const uint32_t *now = tiles + chunk % MATH::STAGES * STAGE;
      math.template multiply<A, B>(now, now + A::SIZE);
    }
  } else {
    __shared__ __align__(16) uint32_t tiles[2][STAGE];
    op.load(g, a, b, nullptr, nullptr);
    op.a.store(tiles[0]);
    op.b.store(tiles[0] + A::SIZE);
    __syncthreads();
    for (int buffer = 0; left > 0; buffer ^= 1) {
      left--;
      if (left > 0) op.load(g, a, b, nullptr, nullptr);
      math.template multiply<A, B>(tiles[buffer], tiles[buffer] + A::SIZE);
      if (left > 0) {
        op.a.store(tiles[buffer ^ 1]);
        op.b.store(tiles[buffer ^ 1] + A::SIZE);
      }
      __syncthreads();
    }
  }
}

template <class OP, class MATH, bool QUADS>
__device__ __forceinline__ void convolve(const Conv &g, const float *a, const float *b,
                                         const float *bias, float *out) {
  OP op(g);
  int down = (op.m + MATH::M - 1) / MATH::M, across = (op.n + MATH::N - 1) / MATH::N;
  if ((int)blockIdx.x >= down * across) return;
  int2 tile = tileOf(blockIdx.x, down, across);
  int m0 = tile.x * MATH::M, n0 = tile.y * MATH::N, first = blockIdx.z * g.slice;
  int left = min(g.slice, op.chunks - first);
  MATH math;
  if (left > 0) {
    op.begin(g, m0, n0, first);
    sum(op, math, g, a, b, left);
  }
  out += (size_t)blockIdx.z * g.size;
  math.each([&](int x, int y, const float *v, auto count) {
    constexpr int COUNT = decltype(count)::value;
    int n = n0 + y;
    if (m0 + x >= op.m) return;
    float *to = out + op.out(g, m0 + x) + n;
    if (QUADS) {
      if (n >= op.n) return;
      float w[COUNT];
#pragma unroll
      for (int e = 0; e < COUNT; e++) w[e] = v[e] + (bias ? bias[n + e] : 0.0f);
      if (COUNT == 4) {
        *reinterpret_cast<float4 *>(to) = make_float4(w[0], w[1], w[COUNT - 2], w[COUNT - 1]);
      } else {
        *reinterpret_cast<float2 *>(to) = make_float2(w[0], w[1]);
      }
    } else {
#pragma unroll
      for (int e = 0; e < COUNT; e++) {
        if (n + e < op.n) to[e] = v[e] + (bias ? bias[n + e] : 0.0f);
      }
    }
  });
}

template <int N>
struct Count {
  static constexpr int value = N;
};

#define CONV(NAME, OP, MATH, QUADS)                                                             \
  extern "C" __global__ void __launch_bounds__(MATH::THREADS, MATH::BLOCKS)                     \
      NAME(Conv g, const float *a, const float *b, const float *bias, float *out) {             \
    convolve<OP<MATH, QUADS>, MATH, QUADS>(g, a, b, bias, out);                                 \
  }
#define CONVS(NAME, MATH, QUADS)              \
  CONV(NAME##Forward, Forward, MATH, QUADS)   \
  CONV(NAME##Input, InputGrad, MATH, QUADS)   \
  CONV(NAME##Weight, WeightGrad, MATH, QUADS)
