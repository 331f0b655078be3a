// target: compute_80, ptx 7.0
// Convolutions on tensor cores, see conv.cuh: operands rounded to tf32 or bfloat16 on their way to
// shared memory, sums in float32.
#include "conv.cuh"

// A warp makes WM x WN of the tile. A word holds one tf32 or two bfloat16; 8 words along the sum
// are one mma, and the places of words in the fragments of both kinds are the same.
template <int M_, int N_, int DEPTH_, int PAIR_, int WM, int WN, int BLOCKS_>
struct Tensor {
  static constexpr int M = M_, N = N_, DEPTH = DEPTH_, THREADS = M / WM * (N / WN) * 32;
  static constexpr int BLOCKS = BLOCKS_, PAIR = PAIR_, GAP = 8;
  static constexpr bool INNER = true;
  float sum[WM / 16][WN / 8][4] = {};

  static __device__ __forceinline__ uint32_t word(float v, float next) {
    uint32_t word;
    if (PAIR == 1) {
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
    if (PAIR == 1) {
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

  template <class A, class B>
  __device__ __forceinline__ void multiply(const uint32_t *as, const uint32_t *bs) {
    int depth = threadIdx.x & 3;
    as += A::word(row(), depth);
    bs += B::word(column() + (threadIdx.x & 31) / 4, depth);
#pragma unroll
    for (int d = 0; d < DEPTH / PAIR; d += 8) {
      uint32_t a[WM / 16][4], b[WN / 8][2];
#pragma unroll
      for (int i = 0; i < WM / 16; i++) {
#pragma unroll
        for (int e = 0; e < 4; e++) a[i][e] = as[A::word(i * 16 + e % 2 * 8, d + e / 2 * 4)];
      }
#pragma unroll
      for (int j = 0; j < WN / 8; j++) {
#pragma unroll
        for (int e = 0; e < 2; e++) b[j][e] = bs[B::word(j * 8, d + e * 4)];
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

#define TENSORS(KIND, CAP, DEPTH, PAIR)                          \
  using CAP##Large = Tensor<128, 128, DEPTH, PAIR, 64, 32, 1>;   \
  using CAP##Medium = Tensor<128, 64, DEPTH, PAIR, 64, 32, 3>;   \
  using CAP##Small = Tensor<128, 32, DEPTH, PAIR, 32, 32, 4>;    \
  using CAP##Square = Tensor<64, 64, DEPTH, PAIR, 32, 32, 4>;    \
  using CAP##Flat = Tensor<32, 64, DEPTH, PAIR, 16, 32, 4>;      \
  CONVS(KIND##Large, CAP##Large, true)                           \
  CONVS(KIND##Medium, CAP##Medium, true)                         \
  CONVS(KIND##Small, CAP##Small, true)                           \
  CONVS(KIND##Square, CAP##Square, true)                         \
  CONVS(KIND##Flat, CAP##Flat, true)                             \
  CONVS(KIND##SquareAny, CAP##Square, false)

TENSORS(tf32, Tf32, 16, 1)
TENSORS(bf16, Bf16, 32, 2)
