// target: compute_80, ptx 7.0
// Convolutions of operands rounded to tf32, on tensor cores.
#include "conv_tensor.cuh"

using Tf32Large = Tensor<128, 128, 16, 1, 64, 64, 2, 4>;
using Tf32Wide = Tensor<128, 128, 16, 1, 64, 32, 2, 4>;
using Tf32Medium = Tensor<128, 64, 16, 1, 64, 32, 3, 4>;
using Tf32Small = Tensor<128, 32, 16, 1, 32, 32, 4, 3>;
using Tf32Square = Tensor<64, 64, 16, 1, 32, 32, 4, 3>;
using Tf32Flat = Tensor<32, 64, 16, 1, 16, 32, 4, 3>;
using Tf32Any = Tensor<64, 64, 16, 1, 32, 32, 4, 2>;
CONVS(tf32Large, Tf32Large, true)
CONVS(tf32Wide, Tf32Wide, true)
CONVS(tf32Medium, Tf32Medium, true)
CONVS(tf32Small, Tf32Small, true)
CONVS(tf32Square, Tf32Square, true)
CONVS(tf32Flat, Tf32Flat, true)
CONVS(tf32Any, Tf32Any, false)
