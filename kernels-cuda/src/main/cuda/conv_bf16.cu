// target: compute_80, ptx 7.0
// Convolutions of operands rounded to bfloat16, on tensor cores.
#include "conv_tensor.cuh"

using Bf16Large = Tensor<128, 128, 16, 2, 64, 64, 2, 4>;
using Bf16Wide = Tensor<128, 128, 16, 2, 64, 32, 2, 4>;
using Bf16Medium = Tensor<128, 64, 16, 2, 64, 32, 3, 4>;
using Bf16Small = Tensor<128, 32, 16, 2, 32, 32, 4, 3>;
using Bf16Square = Tensor<64, 64, 16, 2, 32, 32, 4, 3>;
using Bf16Flat = Tensor<32, 64, 16, 2, 16, 32, 4, 3>;
using Bf16Any = Tensor<64, 64, 32, 2, 32, 32, 4, 2>;
CONVS(bf16Large, Bf16Large, true)
CONVS(bf16Wide, Bf16Wide, true)
CONVS(bf16Medium, Bf16Medium, true)
CONVS(bf16Small, Bf16Small, true)
CONVS(bf16Square, Bf16Square, true)
CONVS(bf16Flat, Bf16Flat, true)
CONVS(bf16Any, Bf16Any, false)
