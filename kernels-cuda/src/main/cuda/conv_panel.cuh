// The way of one operand of a convolution from device memory to shared memory.
#pragma once
#include "common.cuh"

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
