package org.tombola.kernels.cuda;

import java.util.List;

/// A form of the kernels of convolution: what a block of it makes, and how fast.
///
/// @param family the resource it is in
/// @param name what its kernels' names begin with
/// @param m rows of the tile
/// @param n columns of the tile
/// @param depth terms of the sum in a chunk
/// @param threads of a block
/// @param blocks that fit a multiprocessor at once
/// @param rate products a clock and multiprocessor, roughly
record ConvTile(
    String family, String name, int m, int n, int depth, int threads, int blocks, int rate) {
  private static final String CORES = "conv";
  private static final String TENSOR = "conv_tensor";

  private static final List<ConvTile> FP32 =
      List.of(
          new ConvTile(CORES, "large", 128, 128, 8, 256, 2, 100),
          new ConvTile(CORES, "medium", 128, 64, 8, 128, 3, 92),
          new ConvTile(CORES, "small", 128, 32, 16, 128, 4, 75),
          new ConvTile(CORES, "square", 64, 64, 16, 128, 4, 80),
          new ConvTile(CORES, "flat", 32, 64, 16, 128, 4, 60));

  private static final List<ConvTile> FP32_ANY =
      List.of(
          new ConvTile(CORES, "smallAny", 128, 32, 16, 128, 4, 60),
          new ConvTile(CORES, "squareAny", 64, 64, 16, 128, 4, 60));

  private static final List<ConvTile> TF32 =
      List.of(
          new ConvTile(TENSOR, "tf32Large", 128, 128, 16, 256, 1, 450),
          new ConvTile(TENSOR, "tf32Medium", 128, 64, 16, 128, 3, 400),
          new ConvTile(TENSOR, "tf32Small", 128, 32, 16, 128, 4, 300),
          new ConvTile(TENSOR, "tf32Square", 64, 64, 16, 128, 4, 320),
          new ConvTile(TENSOR, "tf32Flat", 32, 64, 16, 128, 4, 250));

  private static final List<ConvTile> TF32_ANY =
      List.of(new ConvTile(TENSOR, "tf32SquareAny", 64, 64, 16, 128, 4, 150));

  private static final List<ConvTile> BF16 =
      List.of(
          new ConvTile(TENSOR, "bf16Large", 128, 128, 32, 256, 1, 700),
          new ConvTile(TENSOR, "bf16Medium", 128, 64, 32, 128, 3, 650),
          new ConvTile(TENSOR, "bf16Small", 128, 32, 32, 128, 4, 450),
          new ConvTile(TENSOR, "bf16Square", 64, 64, 32, 128, 4, 500),
          new ConvTile(TENSOR, "bf16Flat", 32, 64, 32, 128, 4, 350));

  private static final List<ConvTile> BF16_ANY =
      List.of(new ConvTile(TENSOR, "bf16SquareAny", 64, 64, 32, 128, 4, 250));

  /// The forms for a precision; those for channels in fours, or for any number.
  static List<ConvTile> of(Precision precision, boolean quads) {
    return switch (precision) {
      case FP32 -> quads ? FP32 : FP32_ANY;
      case TF32 -> quads ? TF32 : TF32_ANY;
      case BF16 -> quads ? BF16 : BF16_ANY;
    };
  }

  /// Blocks for all tiles of a result.
  int tiles(int rows, int columns) {
    return Math.ceilDiv(rows, m) * Math.ceilDiv(columns, n);
  }
}
