// target: compute_75, ptx 7.0
// Batch normalisation of a matrix of M rows (samples and pixels) and C channels, channels last
// (Ioffe and Szegedy 2015). Each direction reads its operands twice: once for the sums of a
// channel, once to write. A block is `wide` channels by 256 / wide rows of threads.
#include "common.cuh"

// Mean and squared distances of two sets joined (Chan, Golub and LeVeque 1979).
__device__ __forceinline__ void join(float &n, float &mean, float &m2, float on, float om,
                                     float o2) {
  float total = n + on;
  if (total == 0.0f) return;
  float d = om - mean, share = on / total;
  mean += d * share;
  m2 += o2 + d * d * n * share;
  n = total;
}

// partial[part][0..2][C]: count, mean, sum of squared distances of `slice` rows.
KERNEL __launch_bounds__(256) bnPartial(const float *__restrict__ x, float *__restrict__ partial,
                                        int rows, int channels, int slice, int wide) {
  __shared__ float ns[256], means[256], m2s[256];
  int t = threadIdx.x, tx = t % wide, ty = t / wide, high = 256 / wide;
  int c = blockIdx.x * wide + tx, part = blockIdx.y;
  int end = min(rows, (part + 1) * slice);
  float n = 0, mean = 0, m2 = 0;
  if (c < channels) {
    // Distances from the first row keep the squares small; corrected below.
    int row = part * slice + ty;
    float first = row < end ? x[row * channels + c] : 0.0f, s = 0, q = 0;
#pragma unroll 4
    for (; row < end; row += high) {
      float d = x[row * channels + c] - first;
      s += d;
      q += d * d;
      n += 1.0f;
    }
    if (n > 0) {
      float shift = s / n;
      mean = first + shift;
      m2 = fmaxf(q - s * shift, 0.0f);
    }
  }
  ns[t] = n;
  means[t] = mean;
  m2s[t] = m2;
  for (int half = high / 2; half > 0; half >>= 1) {
    __syncthreads();
    if (ty < half) {
      int o = t + half * wide;
      join(n, mean, m2, ns[o], means[o], m2s[o]);
      ns[t] = n;
      means[t] = mean;
      m2s[t] = m2;
    }
  }
  if (ty == 0 && c < channels) {
    float *at = partial + part * 3 * channels + c;
    at[0] = n;
    at[channels] = mean;
    at[2 * channels] = m2;
  }
}

// A warp a channel joins the parts, and works out what every element is multiplied with.
KERNEL bnStatistics(const float *__restrict__ partial, int parts, int rows, int channels,
                    float epsilon, const float *__restrict__ gamma,
                    const float *__restrict__ beta, float *__restrict__ mean,
                    float *__restrict__ variance, float *__restrict__ shift,
                    float *__restrict__ scale) {
  int c = blockIdx.x * (blockDim.x >> 5) + (threadIdx.x >> 5), lane = threadIdx.x & 31;
  if (c >= channels) return;
  float n = 0, m = 0, m2 = 0;
  for (int part = lane; part < parts; part += 32) {
    const float *at = partial + part * 3 * channels + c;
    join(n, m, m2, at[0], at[channels], at[2 * channels]);
  }
#pragma unroll
  for (int distance = 16; distance > 0; distance >>= 1) {
    float on = __shfl_down_sync(ALL_LANES, n, distance);
    float om = __shfl_down_sync(ALL_LANES, m, distance);
    float o2 = __shfl_down_sync(ALL_LANES, m2, distance);
    join(n, m, m2, on, om, o2);
  }
  if (lane == 0) {
    mean[c] = m;
    variance[c] = m2 / rows;
    shift[c] = beta[c];
    scale[c] = gamma[c] / sqrtf(m2 / rows + epsilon);
  }
}

template <bool RELU, bool RESIDUAL>
__device__ __forceinline__ void apply(const float *x, const float *residual, const float *scale,
                                      const float *beta, const float *mean, float *y, int n,
                                      int channels) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i >= n) return;
  float v[4], r[4] = {};
  int count = min(4, n - i);
  if (count == 4) {
    *reinterpret_cast<float4 *>(v) = *reinterpret_cast<const float4 *>(x + i);
    if (RESIDUAL) *reinterpret_cast<float4 *>(r) = *reinterpret_cast<const float4 *>(residual + i);
  } else {
#pragma unroll
    for (int j = 0; j < 4; j++) {
      v[j] = j < count ? x[i + j] : 0.0f;
      if (RESIDUAL) r[j] = j < count ? residual[i + j] : 0.0f;
    }
  }
  int c = i % channels;
#pragma unroll
  for (int j = 0; j < 4; j++) {
    float z = (v[j] - mean[c]) * scale[c] + beta[c];
    if (RESIDUAL) z += r[j];
    v[j] = RELU && z <= 0.0f ? 0.0f : z;
    if (++c == channels) c = 0;
  }
  if (count == 4) {
    *reinterpret_cast<float4 *>(y + i) = *reinterpret_cast<const float4 *>(v);
  } else {
#pragma unroll
    for (int j = 0; j < 4; j++) {
      if (j < count) y[i + j] = v[j];
    }
  }
}

#define APPLY(NAME, RELU, RESIDUAL)                                                             \
  KERNEL NAME(const float *__restrict__ x, const float *__restrict__ residual,                  \
              const float *__restrict__ scale, const float *__restrict__ beta,                  \
              const float *__restrict__ mean, float *__restrict__ y, int n, int channels) {     \
    apply<RELU, RESIDUAL>(x, residual, scale, beta, mean, y, n, channels);                      \
  }
APPLY(bnApply, false, false)
APPLY(bnApplyRelu, true, false)
APPLY(bnApplyResidual, true, true)

// partial[part][0..1][C]: sums of g and of g * (x - mean) over `slice` rows; g is dy, with `relu`
// only where y > 0.
KERNEL __launch_bounds__(256) bnGradPartial(const float *__restrict__ dy,
                                            const float *__restrict__ y,
                                            const float *__restrict__ x,
                                            const float *__restrict__ mean,
                                            float *__restrict__ partial, int rows, int channels,
                                            int slice, int wide, int relu) {
  __shared__ float sums[256], products[256];
  int t = threadIdx.x, tx = t % wide, ty = t / wide, high = 256 / wide;
  int c = blockIdx.x * wide + tx, part = blockIdx.y;
  int end = min(rows, (part + 1) * slice);
  float s = 0, p = 0;
  if (c < channels) {
    float m = mean[c];
#pragma unroll 4
    for (int row = part * slice + ty; row < end; row += high) {
      int i = row * channels + c;
      float g = relu && !(y[i] > 0.0f) ? 0.0f : dy[i];
      s += g;
      p += g * (x[i] - m);
    }
  }
  sums[t] = s;
  products[t] = p;
  for (int half = high / 2; half > 0; half >>= 1) {
    __syncthreads();
    if (ty < half) {
      s += sums[t + half * wide];
      p += products[t + half * wide];
      sums[t] = s;
      products[t] = p;
    }
  }
  if (ty == 0 && c < channels) {
    partial[part * 2 * channels + c] = s;
    partial[(part * 2 + 1) * channels + c] = p;
  }
}

// factors[0..2][C]: dx = (g - f1 - (x - mean) * f2) * f0.
KERNEL bnGradStatistics(const float *__restrict__ partial, int parts, int rows, int channels,
                        float epsilon, const float *__restrict__ gamma,
                        const float *__restrict__ variance, float *__restrict__ dgamma,
                        float *__restrict__ dbeta, float *__restrict__ factors) {
  int c = blockIdx.x * (blockDim.x >> 5) + (threadIdx.x >> 5), lane = threadIdx.x & 31;
  if (c >= channels) return;
  float s = 0, p = 0;
  for (int part = lane; part < parts; part += 32) {
    s += partial[part * 2 * channels + c];
    p += partial[(part * 2 + 1) * channels + c];
  }
  s = warpSum(s);
  p = warpSum(p);
  if (lane == 0) {
    float inverse = 1.0f / sqrtf(variance[c] + epsilon);
    dbeta[c] = s;
    dgamma[c] = p * inverse;
    factors[c] = gamma[c] * inverse;
    factors[channels + c] = s / rows;
    factors[2 * channels + c] = p * inverse * inverse / rows;
  }
}

// dresidual is null without a residual.
KERNEL bnGradApply(const float *__restrict__ dy, const float *__restrict__ y,
                   const float *__restrict__ x, const float *__restrict__ mean,
                   const float *__restrict__ factors, float *__restrict__ dx,
                   float *__restrict__ dresidual, int n, int channels, int relu) {
  int i = (blockIdx.x * blockDim.x + threadIdx.x) * 4;
  if (i >= n) return;
  float g[4], v[4], z[4];
  int count = min(4, n - i);
  if (count == 4) {
    *reinterpret_cast<float4 *>(g) = *reinterpret_cast<const float4 *>(dy + i);
    *reinterpret_cast<float4 *>(v) = *reinterpret_cast<const float4 *>(x + i);
    if (relu) *reinterpret_cast<float4 *>(z) = *reinterpret_cast<const float4 *>(y + i);
  } else {
#pragma unroll
    for (int j = 0; j < 4; j++) {
      g[j] = j < count ? dy[i + j] : 0.0f;
      v[j] = j < count ? x[i + j] : 0.0f;
      z[j] = relu && j < count ? y[i + j] : 0.0f;
    }
  }
  const float *f1 = factors + channels, *f2 = f1 + channels;
  int c = i % channels;
#pragma unroll
  for (int j = 0; j < 4; j++) {
    if (relu && !(z[j] > 0.0f)) g[j] = 0.0f;
    v[j] = (g[j] - f1[c] - (v[j] - mean[c]) * f2[c]) * factors[c];
    if (++c == channels) c = 0;
  }
  if (count == 4) {
    *reinterpret_cast<float4 *>(dx + i) = *reinterpret_cast<const float4 *>(v);
    if (dresidual) *reinterpret_cast<float4 *>(dresidual + i) = *reinterpret_cast<const float4 *>(g);
  } else {
#pragma unroll
    for (int j = 0; j < 4; j++) {
      if (j < count) {
        dx[i + j] = v[j];
        if (dresidual) dresidual[i + j] = g[j];
      }
    }
  }
}

KERNEL moveTowards(const float *__restrict__ now, float *__restrict__ running, int n, float share,
                   float scale) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) running[i] = running[i] * (1.0f - share) + now[i] * scale * share;
}
