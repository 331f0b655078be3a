// target: compute_75, ptx 7.0
// Products with pruned weights, in float32: only what a mask keeps is multiplied.
//
// The host lists what is kept (SparseList.java). The matrix of weights, rows by columns, is cut into
// groups of ROWS rows, a group into steps of a few columns that have anything in them. Values are
// read from the weights themselves, so a list lasts as long as its mask.
#include "common.cuh"

constexpr int THREADS = 256, WARPS = THREADS / 32;
constexpr int ROWS = 128;  // of a group

// Which pixels there are, and the images that their neighbours are in, channels last.
struct Scene {
  int pixels;
  int height, width;
  int fromHeight, fromWidth, channels;
  int stride, padding;
};

// Forward, the neighbour of a pixel of y under a tap is a pixel of x. Back, a pixel of x has as
// neighbours those pixels of y that have seen it; with a stride some taps have none.
enum Way { FORWARD, BACK, STRIDED_BACK };

struct Pixel {
  int at;         // of the neighbour under tap (0, 0), in the images gathered from
  int top, left;  // of it in its image; not there if outside
};

template <Way WAY>
__device__ __forceinline__ Pixel pixelAt(const Scene &s, int i) {
  if (i >= s.pixels) return {0, -(1 << 30), 0};  // no row of an image
  int column = i % s.width, rest = i / s.width, row = rest % s.height;
  int top = WAY == FORWARD ? row * s.stride - s.padding : row + s.padding;
  int left = WAY == FORWARD ? column * s.stride - s.padding : column + s.padding;
  int image = rest / s.height * s.fromHeight;
  if (WAY == STRIDED_BACK) return {image * s.fromWidth * s.channels, top, left};
  return {((image + top) * s.fromWidth + left) * s.channels, top, left};
}

// The tap and channel of a column of the weights, and how far from tap (0, 0) that is.
struct Column {
  int down, across, channel, at;
};

template <Way WAY>
__device__ __forceinline__ Column columnAt(const Scene &s, int2 column) {
  int sign = WAY == FORWARD ? 1 : -1;
  int down = sign * (column.y >> 16), across = sign * (column.y & 0xffff);
  return {down, across, column.x, (down * s.fromWidth + across) * s.channels + column.x};
}

// A load whether there is a neighbour or not, since a branch costs more.
template <Way WAY>
__device__ __forceinline__ float neighbour(const Scene &s, const float *from, const Pixel &p,
                                           const Column &c) {
  int row = p.top + c.down, column = p.left + c.across, at = p.at + c.at;
  bool there = true;
  if (WAY == STRIDED_BACK) {
    there = row % s.stride == 0 && column % s.stride == 0 && row >= 0 && column >= 0;
    row /= s.stride;
    column /= s.stride;
    at = p.at + (row * s.fromWidth + column) * s.channels + c.channel;
  }
  there = there & ((unsigned)row < (unsigned)s.fromHeight) &
          ((unsigned)column < (unsigned)s.fromWidth);
  float v = from[there ? at : 0];
  return there ? v : 0.0f;
}

// out (pixels, rows) = neighbours times weights, transposed, + bias (rows); of slice z of the steps of
// a group of rows, to part z of out.
//
// Of a step the neighbours of 128 pixels are staged, those of a column side by side: a lane has four
// pixels of them, and a warp every eighth row. Each weight that is kept costs a warp one broadcast
// and 128 multiplications, whose operands come from shared memory: that is the limit, not arithmetic.
template <Way WAY>
__device__ __forceinline__ void product(const Scene &s, const int2 *entries, const int2 *columns,
                                        const int *starts, const int *steps, const float *from,
                                        const float *w, const float *bias, float *out, int rows,
                                        int slices) {
  constexpr int COLUMNS = 64, ENTRIES = 1024, PIXELS = 128;
  constexpr int LINE = PIXELS + 4;  // so that banks differ when a tile is turned
  constexpr int EACH = ROWS / WARPS;
  __shared__ __align__(16) float tile[COLUMNS * LINE];
  __shared__ float2 kept[ENTRIES];  // value, and where its column begins in the tile
  __shared__ int begin[ROWS + 1];
  int t = threadIdx.x, lane = t & 31, warp = t >> 5;
  // Who turns a tile: 8 columns by 4 pixels a warp.
  int inner = lane & 7, outer = warp * 4 + (lane >> 3);
  int group = blockIdx.y, firstPixel = blockIdx.x * PIXELS;
  Pixel pixel[PIXELS / 32];
#pragma unroll
  for (int i = 0; i < PIXELS / 32; i++) pixel[i] = pixelAt<WAY>(s, firstPixel + outer + i * 32);
  float sum[EACH][4] = {};
  int all = steps[group + 1] - steps[group];
  int last = steps[group] + all * (int)(blockIdx.z + 1) / slices;
  for (int step = steps[group] + all * (int)blockIdx.z / slices; step < last; step++) {
    const int *start = starts + step * (ROWS + 1);
    int first = start[0], count = start[ROWS] - first;
    __syncthreads();  // the step before is still being read
    if (t <= ROWS) begin[t] = start[t] - first;
    for (int i = t; i < count; i += THREADS) {
      int2 entry = entries[first + i];
      kept[i] = make_float2(w[entry.y], __int_as_float((entry.x & 0xffff) * LINE));
    }
#pragma unroll 2
    for (int j = inner; j < COLUMNS; j += 8) {
      Column column = columnAt<WAY>(s, columns[step * COLUMNS + j]);
#pragma unroll
      for (int i = 0; i < PIXELS / 32; i++) {
        tile[j * LINE + outer + i * 32] = neighbour<WAY>(s, from, pixel[i], column);
      }
    }
    __syncthreads();
#pragma unroll
    for (int r = 0; r < EACH; r++) {
      int end = begin[r * WARPS + warp + 1];
#pragma unroll 2
      for (int j = begin[r * WARPS + warp]; j < end; j++) {
        float2 one = kept[j];
        float4 x =
            *reinterpret_cast<const float4 *>(tile + __float_as_int(one.y) + lane * 4);
        sum[r][0] = fmaf(one.x, x.x, sum[r][0]);
        sum[r][1] = fmaf(one.x, x.y, sum[r][1]);
        sum[r][2] = fmaf(one.x, x.z, sum[r][2]);
        sum[r][3] = fmaf(one.x, x.w, sum[r][3]);
      }
    }
  }
  // Turned back, as many rows at a time as the tile has lines.
  out += (size_t)blockIdx.z * s.pixels * rows;
#pragma unroll
  for (int half = 0; half < ROWS / COLUMNS; half++) {
    if (group * ROWS + half * COLUMNS >= rows) return;
    __syncthreads();
#pragma unroll
    for (int r = 0; r < COLUMNS / WARPS; r++) {
      const float *v = sum[half * (COLUMNS / WARPS) + r];
      *reinterpret_cast<float4 *>(tile + (r * WARPS + warp) * LINE + lane * 4) =
          make_float4(v[0], v[1], v[2], v[3]);
    }
    __syncthreads();
    for (int j = inner; j < COLUMNS; j += 8) {
      int row = group * ROWS + half * COLUMNS + j;
      float add = bias && row < rows ? bias[row] : 0.0f;
#pragma unroll
      for (int i = 0; i < PIXELS / 32; i++) {
        int at = firstPixel + outer + i * 32;
        if (row < rows && at < s.pixels) {
          out[(size_t)at * rows + row] = tile[j * LINE + outer + i * 32] + add;
        }
      }
    }
  }
}

#define PRODUCT(NAME, WAY)                                                                         \
  KERNEL __launch_bounds__(THREADS, 2)                                                             \
      NAME(const Scene s, const int2 *__restrict__ entries, const int2 *__restrict__ columns,      \
           const int *__restrict__ starts, const int *__restrict__ steps,                          \
           const float *__restrict__ from, const float *__restrict__ w,                            \
           const float *__restrict__ bias, float *__restrict__ out, int rows, int slices) {        \
    product<WAY>(s, entries, columns, starts, steps, from, w, bias, out, rows, slices);            \
  }
PRODUCT(sparseForward, FORWARD)
PRODUCT(sparseInput, BACK)
PRODUCT(sparseStridedInput, STRIDED_BACK)

// parts[y] = for each entry of step x, the sum over slice y of the pixels, `slice` of them, a
// multiple of PIXELS, of neighbour times dy (pixels, rows).
//
// A thread has up to four entries and keeps their sums; neighbours and dy of 32 pixels are staged,
// those of a column or row side by side.
KERNEL __launch_bounds__(THREADS, 2)
    sparseWeight(const Scene s, const int2 *__restrict__ entries, const int2 *__restrict__ columns,
                 const int *__restrict__ starts, const int *__restrict__ groups,
                 const float *__restrict__ x, const float *__restrict__ dy,
                 float *__restrict__ parts, int rows, int slice, int total) {
  constexpr int COLUMNS = 128, ENTRIES = 1024, PIXELS = 32;
  constexpr int LINE = PIXELS + 4, EACH = ENTRIES / THREADS;
  __shared__ __align__(16) float xs[COLUMNS * LINE];
  __shared__ __align__(16) float ys[ROWS * LINE];
  int t = threadIdx.x, lane = t & 31, warp = t >> 5;
  int inner = lane & 7, outer = warp * 4 + (lane >> 3);
  int step = blockIdx.x, firstRow = groups[step] * ROWS;
  int first = starts[step * (ROWS + 1)], count = starts[step * (ROWS + 1) + ROWS] - first;
  int xAt[EACH], yAt[EACH];
  float sum[EACH] = {};
#pragma unroll
  for (int i = 0; i < EACH; i++) {
    int j = t + i * THREADS, place = j < count ? entries[first + j].x : 0;
    xAt[i] = (place & 0xffff) * LINE;
    yAt[i] = (place >> 16) * LINE;
  }
  int end = min(s.pixels, (int)(blockIdx.y + 1) * slice);
  for (int firstPixel = blockIdx.y * slice; firstPixel < end; firstPixel += PIXELS) {
    int at = firstPixel + outer;
    Pixel pixel = pixelAt<FORWARD>(s, at);
    __syncthreads();  // the pixels before are still being read
#pragma unroll 4
    for (int j = inner; j < COLUMNS; j += 8) {
      Column column = columnAt<FORWARD>(s, columns[step * COLUMNS + j]);
      xs[j * LINE + outer] = neighbour<FORWARD>(s, x, pixel, column);
    }
#pragma unroll 4
    for (int j = inner; j < ROWS; j += 8) {
      bool there = at < s.pixels && firstRow + j < rows;
      ys[j * LINE + outer] = there ? dy[(size_t)at * rows + firstRow + j] : 0.0f;
    }
    __syncthreads();
#pragma unroll
    for (int i = 0; i < EACH; i++) {
      if (i * THREADS >= count) continue;
      float few = 0.0f;  // sums of sums: less is rounded away
#pragma unroll
      for (int p = 0; p < PIXELS; p += 4) {
        float4 a = *reinterpret_cast<const float4 *>(xs + xAt[i] + p);
        float4 b = *reinterpret_cast<const float4 *>(ys + yAt[i] + p);
        few = fmaf(a.x, b.x, few);
        few = fmaf(a.y, b.y, few);
        few = fmaf(a.z, b.z, few);
        few = fmaf(a.w, b.w, few);
      }
      sum[i] += few;
    }
  }
#pragma unroll
  for (int i = 0; i < EACH; i++) {
    int j = t + i * THREADS;
    if (j < count) parts[(size_t)blockIdx.y * total + first + j] = sum[i];
  }
}

// dw at each of `total` entries = its parts, summed in order.
KERNEL sparseJoin(const float *__restrict__ parts, const int2 *__restrict__ entries,
                  float *__restrict__ dw, int count, int total) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= total) return;
  float sum = 0.0f;
#pragma unroll 8
  for (int part = 0; part < count; part++) sum += parts[(size_t)part * total + i];
  dw[entries[i].y] = sum;
}
