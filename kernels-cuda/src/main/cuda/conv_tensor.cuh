// Convolutions on tensor cores, see conv.cuh: operands rounded to tf32 or bfloat16 on their way to
// shared memory, sums in float32.
#pragma once
#include "conv.cuh"

// A warp makes WM x WN of the tile. A word holds one tf32 or two bfloat16; 8 words along the sum
// are one mma, and the places of words in the fragments of both kinds are the same.
template <int M_, int N_, int DEPTH_, int KIND, int WM, int WN, int BLOCKS_, int STAGES_>
struct Tensor {
  static constexpr int M = M_, N = N_, DEPTH = DEPTH_, THREADS = M / WM * (N / WN) * 32;
  static constexpr int BLOCKS = BLOCKS_, STAGES = STAGES_;
  static constexpr bool RAW = STAGES > 2;  // shared memory holds float32
  static constexpr int PAIR = RAW ? 1 : KIND;
  // So that the lanes of a warp meet all banks.
  static constexpr int GAP = RAW && KIND == 2 ? 4 : 8, INNER_GAP = RAW && KIND == 2 ? 8 : 4;
  static constexpr bool INNER = true;
  float sum[WM / 16][WN / 8][4] = {};

  static __device__ __forceinline__ uint32_t word(float v, float next) {
    uint32_t word;
    if (KIND == 1) {
      asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(word) : "f"(v));
    } else {
      asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(word) : "f"(next), "f"(v));
    }
    return word;
  }

  static __device__ __forceinline__ int row() {
    return (threadIdx.x >> 5) % (M / WM) * WM + (threadIdx.x & 31) / 4;
  }
  static __device__ __forceinline__ int column() { return (threadIdx.x >> 5) / (M / WM) * WN; }

  static __device__ __forceinline__ void mma(float (&d)[4], const uint32_t *a, const uint32_t *b) {
    if (KIND == 1) {
      asm("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "
          "{%8, %9}, {%0, %1, %2, %3};"
          : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
          : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
    } else {
      asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, "
          "{%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
          : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
          : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
    }
  }

  static __device__ __forceinline__ void copy(uint32_t *to, const float *from, bool some) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(
                     (unsigned)__cvta_generic_to_shared(to)),
                 "l"(from), "r"(some ? 16 : 0));
  }
  static __device__ __forceinline__ void commit() { asm volatile("cp.async.commit_group;"); }
  static __device__ __forceinline__ void await() {
    asm volatile("cp.async.wait_group %0;" ::"n"(STAGES - 2));
  }

  // Word `depth` of x, of a tile that begins at `tile`.
  template <class PANEL>
  static __device__ __forceinline__ uint32_t read(const uint32_t *tile, int x, int depth) {
    if (!RAW) return tile[PANEL::word(x, depth)];
    const float *at = reinterpret_cast<const float *>(tile) + PANEL::word(x, depth * KIND);
    if (KIND == 1) return word(at[0], 0);
    if (!PANEL::INNER) return word(at[0], at[PANEL::ROW]);
    float2 both = *reinterpret_cast<const float2 *>(at);
    return word(both.x, both.y);
  }

  template <class A, class B>
  __device__ __forceinline__ void multiply(const uint32_t *as, const uint32_t *bs) {
    int depth = threadIdx.x & 3;
    as += A::word(row(), depth * (RAW ? KIND : 1));
    bs += B::word(column() + (threadIdx.x & 31) / 4, depth * (RAW ? KIND : 1));
#pragma unroll
    for (int d = 0; d < DEPTH / KIND; d += 8) {
      uint32_t a[WM / 16][4], b[WN / 8][2];
#pragma unroll
      for (int i = 0; i < WM / 16; i++) {
#pragma unroll
        for (int e = 0; e < 4; e++) a[i][e] = read<A>(as, i * 16 + e % 2 * 8, d + e / 2 * 4);
      }
#pragma unroll
      for (int j = 0; j < WN / 8; j++) {
#pragma unroll
        for (int e = 0; e < 2; e++) b[j][e] = read<B>(bs, j * 8, d + e * 4);
      }
#pragma unroll
      for (int i = 0; i < WM / 16; i++) {
#pragma unroll
        for (int j = 0; j < WN / 8; j++) mma(sum[i][j], a[i], b[j]);
      }
    }
  }

  template <class F>
  __device__ __forceinline__ void each(F put) const {
    int pair = threadIdx.x % 4 * 2;
#pragma unroll
    for (int i = 0; i < WM / 16; i++) {
#pragma unroll
      for (int half = 0; half < 2; half++) {
#pragma unroll
        for (int j = 0; j < WN / 8; j++) {
          put(row() + i * 16 + half * 8, column() + j * 8 + pair, sum[i][j] + half * 2, Count<2>());
        }
      }
    }
  }
};
