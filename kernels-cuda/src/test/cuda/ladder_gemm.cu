// target: compute_75, ptx 7.0
// Rungs between the definition of a product and the kernels that ship (gemm.cu); each adds one idea
// to the one before. C (m, n) = A (m, k) . B (k, n), all row by row. Blocks have 256 threads.

struct Product {
  int m, n, k;
};

#define KERNEL extern "C" __global__ void __launch_bounds__(256)

// A thread a result: every operand comes from device memory every time.
KERNEL definition(Product p, const float *a, const float *b, float *c) {
  int row = blockIdx.y * 16 + threadIdx.x / 16, column = blockIdx.x * 16 + threadIdx.x % 16;
  if (row >= p.m || column >= p.n) return;
  float sum = 0;
  for (int i = 0; i < p.k; i++) sum += a[row * p.k + i] * b[i * p.n + column];
  c[row * p.n + column] = sum;
}

// Tiles in shared memory: the threads of a block bring 16 columns of A and 16 rows of B together,
// each one number of either, and every number is used 16 times.
KERNEL shared(Product p, const float *a, const float *b, float *c) {
  __shared__ float as[16][16], bs[16][16];
  int y = threadIdx.x / 16, x = threadIdx.x % 16;
  int row = blockIdx.y * 16 + y, column = blockIdx.x * 16 + x;
  float sum = 0;
  for (int k0 = 0; k0 < p.k; k0 += 16) {
    as[y][x] = row < p.m && k0 + x < p.k ? a[row * p.k + k0 + x] : 0;
    bs[y][x] = k0 + y < p.k && column < p.n ? b[(k0 + y) * p.n + column] : 0;
    __syncthreads();  // all of the tile is there
#pragma unroll
    for (int i = 0; i < 16; i++) sum += as[y][i] * bs[i][x];
    __syncthreads();  // nobody needs it any more
  }
  if (row < p.m && column < p.n) c[row * p.n + column] = sum;
}

// What the further rungs share: a block makes 64 x 64, a thread 4 x 4 of it, 16 of k at a time.
constexpr int TILE = 64, DEPTH = 16;

__device__ __forceinline__ void put(const Product &p, float *c, int row, int column,
                                    const float (&sum)[4][4]) {
#pragma unroll
  for (int i = 0; i < 4; i++) {
#pragma unroll
    for (int j = 0; j < 4; j++) {
      if (row + i < p.m && column + j < p.n) c[(row + i) * p.n + column + j] = sum[i][j];
    }
  }
}

// Results in registers: 16 of them need 4 numbers of A and 4 of B, so shared memory is read a
// quarter as often.
KERNEL registers(Product p, const float *a, const float *b, float *c) {
  __shared__ float as[DEPTH][TILE], bs[DEPTH][TILE];
  int y = threadIdx.x / 16 * 4, x = threadIdx.x % 16 * 4;
  int row0 = blockIdx.y * TILE, column0 = blockIdx.x * TILE;
  float sum[4][4] = {};
  for (int k0 = 0; k0 < p.k; k0 += DEPTH) {
    for (int i = threadIdx.x; i < TILE * DEPTH; i += 256) {
      int r = i / DEPTH, d = i % DEPTH;
      as[d][r] = row0 + r < p.m && k0 + d < p.k ? a[(row0 + r) * p.k + k0 + d] : 0;
      int e = i / TILE, n = i % TILE;
      bs[e][n] = k0 + e < p.k && column0 + n < p.n ? b[(k0 + e) * p.n + column0 + n] : 0;
    }
    __syncthreads();
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
#pragma unroll
      for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) sum[i][j] += as[d][y + i] * bs[d][x + j];
      }
    }
    __syncthreads();
  }
  put(p, c, row0 + y, column0 + x, sum);
}

// Four neighbours at once, of which all exist or none: n and k are multiples of 4.
__device__ __forceinline__ float4 quad(const float *from, bool there) {
  return there ? *reinterpret_cast<const float4 *>(from) : make_float4(0, 0, 0, 0);
}

__device__ __forceinline__ void multiply(const float (&as)[DEPTH][TILE + 4],
                                         const float (&bs)[DEPTH][TILE], int y, int x,
                                         float (&sum)[4][4]) {
#pragma unroll
  for (int d = 0; d < DEPTH; d++) {
    float4 u = *reinterpret_cast<const float4 *>(&as[d][y]);
    float4 v = *reinterpret_cast<const float4 *>(&bs[d][x]);
    float left[4] = {u.x, u.y, u.z, u.w}, right[4] = {v.x, v.y, v.z, v.w};
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
      for (int j = 0; j < 4; j++) sum[i][j] += left[i] * right[j];
    }
  }
}

__device__ __forceinline__ void keep(float (&as)[DEPTH][TILE + 4], float (&bs)[DEPTH][TILE],
                                     float4 u, float4 v) {
  int d = threadIdx.x % 4 * 4, r = threadIdx.x / 4;
  as[d][r] = u.x;
  as[d + 1][r] = u.y;
  as[d + 2][r] = u.z;
  as[d + 3][r] = u.w;
  *reinterpret_cast<float4 *>(&bs[threadIdx.x / 16][threadIdx.x % 16 * 4]) = v;
}

// Vectors: four numbers a load, a quarter of the instructions. A row of the turned tile of A has 4
// words more, so that its columns begin in different banks and its quads stay aligned.
KERNEL vectors(Product p, const float *a, const float *b, float *c) {
  __shared__ __align__(16) float as[DEPTH][TILE + 4], bs[DEPTH][TILE];
  int y = threadIdx.x / 16 * 4, x = threadIdx.x % 16 * 4;
  int row = blockIdx.y * TILE + threadIdx.x / 4, column = blockIdx.x * TILE + x;
  int left = threadIdx.x % 4 * 4, down = threadIdx.x / 16;
  float sum[4][4] = {};
  for (int k0 = 0; k0 < p.k; k0 += DEPTH) {
    keep(as, bs, quad(a + row * p.k + k0 + left, row < p.m && k0 + left < p.k),
         quad(b + (k0 + down) * p.n + column, k0 + down < p.k && column < p.n));
    __syncthreads();
    multiply(as, bs, y, x, sum);
    __syncthreads();
  }
  put(p, c, blockIdx.y * TILE + y, column, sum);
}

// Two buffers: the next tile is on its way while this one is multiplied, and one barrier a tile is
// enough, since nobody writes what somebody may still read.
KERNEL buffers(Product p, const float *a, const float *b, float *c) {
  __shared__ __align__(16) float as[2][DEPTH][TILE + 4], bs[2][DEPTH][TILE];
  int y = threadIdx.x / 16 * 4, x = threadIdx.x % 16 * 4;
  int row = blockIdx.y * TILE + threadIdx.x / 4, column = blockIdx.x * TILE + x;
  int left = threadIdx.x % 4 * 4, down = threadIdx.x / 16;
  float sum[4][4] = {};
  float4 u = quad(a + row * p.k + left, row < p.m && left < p.k);
  float4 v = quad(b + down * p.n + column, down < p.k && column < p.n);
  int now = 0;
  for (int k0 = 0; k0 < p.k; k0 += DEPTH) {
    keep(as[now], bs[now], u, v);
    __syncthreads();
    int next = k0 + DEPTH;
    u = quad(a + row * p.k + next + left, row < p.m && next + left < p.k);
    v = quad(b + (next + down) * p.n + column, next + down < p.k && column < p.n);
    multiply(as[now], bs[now], y, x, sum);
    now ^= 1;
  }
  put(p, c, blockIdx.y * TILE + y, column, sum);
}
