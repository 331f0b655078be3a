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
/// @param shared bytes of dynamic shared memory
/// @param rate products a clock and multiprocessor, roughly
record ConvTile(
    String family,
    String name,
    int m,
    int n,
    int depth,
    int threads,
    int blocks,
    int shared,
    int rate) {
  private static final List<ConvTile> FP32 =
      List.of(
          new ConvTile("conv", "large", 128, 128, 8, 256, 2, 0, 100),
          new ConvTile("conv", "medium", 128, 64, 8, 128, 3, 0, 88),
          new ConvTile("conv", "small", 128, 32, 16, 128, 4, 0, 78),
          new ConvTile("conv", "square", 64, 64, 16, 128, 4, 0, 82),
          new ConvTile("conv", "flat", 32, 64, 16, 128, 4, 0, 68));

  private static final List<ConvTile> FP32_ANY =
      List.of(
          new ConvTile("conv", "smallAny", 128, 32, 16, 128, 4, 0, 60),
          new ConvTile("conv", "squareAny", 64, 64, 16, 128, 4, 0, 60));

  private static final List<ConvTile> TF32 =
      List.of(
          new ConvTile("conv_tf32", "tf32Large", 128, 128, 16, 128, 2, 4 * 256 * 80, 450),
          new ConvTile("conv_tf32", "tf32Wide", 128, 128, 16, 256, 2, 4 * 256 * 80, 440),
          new ConvTile("conv_tf32", "tf32Medium", 128, 64, 16, 128, 3, 4 * 192 * 80, 380),
          new ConvTile("conv_tf32", "tf32Small", 128, 32, 16, 128, 4, 3 * 160 * 80, 280),
          new ConvTile("conv_tf32", "tf32Square", 64, 64, 16, 128, 4, 3 * 128 * 80, 300),
          new ConvTile("conv_tf32", "tf32Flat", 32, 64, 16, 128, 4, 3 * 96 * 80, 220));

  private static final List<ConvTile> TF32_ANY =
      List.of(new ConvTile("conv_tf32", "tf32Any", 64, 64, 16, 128, 4, 0, 150));

  private static final List<ConvTile> BF16 =
      List.of(
          new ConvTile("conv_bf16", "bf16Large", 128, 128, 16, 128, 2, 4 * 256 * 96, 700),
          new ConvTile("conv_bf16", "bf16Wide", 128, 128, 16, 256, 2, 4 * 256 * 96, 660),
          new ConvTile("conv_bf16", "bf16Medium", 128, 64, 16, 128, 3, 4 * 192 * 96, 600),
          new ConvTile("conv_bf16", "bf16Small", 128, 32, 16, 128, 4, 3 * 160 * 96, 450),
          new ConvTile("conv_bf16", "bf16Square", 64, 64, 16, 128, 4, 3 * 128 * 96, 450),
          new ConvTile("conv_bf16", "bf16Flat", 32, 64, 16, 128, 4, 3 * 96 * 96, 350));

  private static final List<ConvTile> BF16_ANY =
      List.of(new ConvTile("conv_bf16", "bf16Any", 64, 64, 32, 128, 4, 0, 250));

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
