// target: compute_75, ptx 7.0
// Rungs between the definition of a convolution and the kernels that ship (conv.cuh); each adds one
// idea to the one before. y (N,P,Q,K) = x (N,H,W,C) * w (K,R,S,C). Blocks have 256 threads.

struct Conv {
  int n, c, h, w, k, p, q, r, s, stride, padding;
};

#define KERNEL extern "C" __global__ void __launch_bounds__(256)

struct Pixel {
  int image, top, left;  // of the window in x
};

__device__ __forceinline__ Pixel pixel(const Conv &g, int m) {
  return {m / (g.p * g.q), m / g.q % g.p * g.stride - g.padding, m % g.q * g.stride - g.padding};
}

__device__ __forceinline__ bool inside(const Conv &g, int i, int j) {
  return i >= 0 && i < g.h && j >= 0 && j < g.w;
}

// A thread a result: every pixel and every weight comes from device memory every time.
KERNEL definition(Conv g, const float *x, const float *w, float *y) {
  int at = blockIdx.x * 256 + threadIdx.x, k = at % g.k;
  if (at >= g.n * g.p * g.q * g.k) return;
  Pixel o = pixel(g, at / g.k);
  float sum = 0;
  for (int r = 0; r < g.r; r++) {
    for (int s = 0; s < g.s; s++) {
      if (!inside(g, o.top + r, o.left + s)) continue;
      const float *from = x + ((o.image * g.h + o.top + r) * g.w + o.left + s) * g.c;
      const float *filter = w + ((k * g.r + r) * g.s + s) * g.c;
      for (int c = 0; c < g.c; c++) sum += from[c] * filter[c];
    }
  }
  y[at] = sum;
}

// Element f of the neighbours of a pixel, in the order of a filter; 0 outside the image.
__device__ __forceinline__ float neighbour(const Conv &g, const float *x, Pixel o, int f) {
  int c = f % g.c, j = o.left + f / g.c % g.s, i = o.top + f / g.c / g.s;
  return inside(g, i, j) ? x[((o.image * g.h + i) * g.w + j) * g.c + c] : 0;
}

// A product of matrices: row m is a pixel's neighbours, column k a filter. Nobody lays the rows out:
// whoever loads a tile finds its numbers where they are. Each is used 16 times.
KERNEL product(Conv g, const float *x, const float *w, float *y) {
  __shared__ float as[16][16], bs[16][17];
  int t = threadIdx.x / 16, u = threadIdx.x % 16, terms = g.r * g.s * g.c;
  int m = blockIdx.x * 16 + t, k = blockIdx.y * 16 + u, pixels = g.n * g.p * g.q;
  int filter = blockIdx.y * 16 + t;
  Pixel o = pixel(g, m);
  float sum = 0;
  for (int f0 = 0; f0 < terms; f0 += 16) {
    as[t][u] = m < pixels && f0 + u < terms ? neighbour(g, x, o, f0 + u) : 0;
    bs[u][t] = filter < g.k && f0 + u < terms ? w[filter * terms + f0 + u] : 0;
    __syncthreads();
#pragma unroll
    for (int f = 0; f < 16; f++) sum += as[t][f] * bs[f][u];
    __syncthreads();
  }
  if (m < pixels && k < g.k) y[m * g.k + k] = sum;
}

constexpr int TILE = 64, DEPTH = 16, GAP = 1;

__device__ __forceinline__ void multiply(const float (&as)[DEPTH][TILE + GAP],
                                         const float (&bs)[DEPTH][TILE + GAP],
                                         float (&sum)[4][4]) {
  int t = threadIdx.x / 16 * 4, u = threadIdx.x % 16 * 4;
#pragma unroll
  for (int f = 0; f < DEPTH; f++) {
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
      for (int j = 0; j < 4; j++) sum[i][j] += as[f][t + i] * bs[f][u + j];
    }
  }
}

__device__ __forceinline__ void put(const Conv &g, float *y, const float (&sum)[4][4]) {
  int m = blockIdx.x * TILE + threadIdx.x / 16 * 4, k = blockIdx.y * TILE + threadIdx.x % 16 * 4;
#pragma unroll
  for (int i = 0; i < 4; i++) {
#pragma unroll
    for (int j = 0; j < 4; j++) {
      if (m + i < g.n * g.p * g.q && k + j < g.k) y[(m + i) * g.k + k + j] = sum[i][j];
    }
  }
}

// Results in registers: a block makes 64 x 64, a thread 4 x 4 of it.
KERNEL registers(Conv g, const float *x, const float *w, float *y) {
  __shared__ float as[DEPTH][TILE + GAP], bs[DEPTH][TILE + GAP];
  int terms = g.r * g.s * g.c, pixels = g.n * g.p * g.q;
  int f = threadIdx.x % DEPTH, first = threadIdx.x / DEPTH;
  float sum[4][4] = {};
  for (int f0 = 0; f0 < terms; f0 += DEPTH) {
#pragma unroll
    for (int i = first; i < TILE; i += 16) {
      int m = blockIdx.x * TILE + i, k = blockIdx.y * TILE + i;
      bool some = f0 + f < terms;
      as[f][i] = some && m < pixels ? neighbour(g, x, pixel(g, m), f0 + f) : 0;
      bs[f][i] = some && k < g.k ? w[k * terms + f0 + f] : 0;
    }
    __syncthreads();
    multiply(as, bs, sum);
    __syncthreads();
  }
  put(g, y, sum);
}

// Rows: in the image too, a row of a filter is S x C numbers side by side. So the sum goes row by
// row, what a thread loads is found once for each row, without a division, and the edge of the image
// is one comparison.
KERNEL rows(Conv g, const float *x, const float *w, float *y) {
  __shared__ float as[DEPTH][TILE + GAP], bs[DEPTH][TILE + GAP];
  int row = g.s * g.c, line = g.w * g.c, pixels = g.n * g.p * g.q;
  int f = threadIdx.x % DEPTH, first = threadIdx.x / DEPTH;
  Pixel o[4];
#pragma unroll
  for (int i = 0; i < 4; i++) o[i] = pixel(g, blockIdx.x * TILE + first + i * 16);
  float sum[4][4] = {};
  for (int r = 0; r < g.r; r++) {
    for (int f0 = f; f0 < row + f; f0 += DEPTH) {
#pragma unroll
      for (int i = 0; i < 4; i++) {
        int m = blockIdx.x * TILE + first + i * 16, k = blockIdx.y * TILE + first + i * 16;
        int at = o[i].left * g.c + f0, from = o[i].top + r;
        bool there = f0 < row && m < pixels && from >= 0 && from < g.h && at >= 0 && at < line;
        as[f][first + i * 16] = there ? x[(o[i].image * g.h + from) * line + at] : 0;
        bs[f][first + i * 16] = f0 < row && k < g.k ? w[(k * g.r + r) * row + f0] : 0;
      }
      __syncthreads();
      multiply(as, bs, sum);
      __syncthreads();
    }
  }
  put(g, y, sum);
}
