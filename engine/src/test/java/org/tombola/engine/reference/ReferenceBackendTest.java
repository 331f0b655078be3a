package org.tombola.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// Every verb against numbers worked out by hand: everything else is compared with this backend.
class ReferenceBackendTest {
  private final Backend on = new ReferenceProvider().open(1);

  private Storage plain(int[] dims, float... values) {
    return storage(Kind.PLAIN, dims, values);
  }

  private Storage batched(int[] dims, float... values) {
    return storage(Kind.BATCHED, dims, values);
  }

  private Storage storage(Kind kind, int[] dims, float... values) {
    Storage made = on.allocate(kind, Shape.of(dims));
    made.write(values);
    return made;
  }

  /// A result that holds NaN until something is written.
  private Storage out(Kind kind, int... dims) {
    Storage made = on.allocate(kind, Shape.of(dims));
    made.poison();
    return made;
  }

  private static int[] dims(int... dims) {
    return dims;
  }

  private static void assertHolds(Storage got, float... expected) {
    float[] values = new float[got.shape().size()];
    got.read(values);
    assertArrayEquals(expected, values);
  }

  private static void assertNear(Storage got, float... expected) {
    float[] values = new float[got.shape().size()];
    got.read(values);
    assertArrayEquals(expected, values, 2e-6f);
  }

  @Test
  void allocates_zeros_and_fills() {
    Storage x = on.allocate(Kind.PLAIN, Shape.of(2));
    assertHolds(x, 0, 0);
    on.fill(3f, x);
    assertHolds(x, 3, 3);
  }

  @Test
  void copy_keeps_row_major_order_across_kinds_and_shapes() {
    Storage y = out(Kind.BATCHED, 3, 2);
    on.copy(plain(dims(2, 3), 1, 2, 3, 4, 5, 6), y);
    assertHolds(y, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void expand_repeats_ones_missing_axes_and_over_the_batch() {
    Storage columns = out(Kind.PLAIN, 2, 3);
    on.expand(plain(dims(2, 1), 1, 2), columns);
    assertHolds(columns, 1, 1, 1, 2, 2, 2);
    Storage rows = out(Kind.PLAIN, 2, 3);
    on.expand(plain(dims(3), 1, 2, 3), rows);
    assertHolds(rows, 1, 2, 3, 1, 2, 3);
    Storage overBatch = out(Kind.BATCHED, 2, 2);
    on.expand(plain(dims(2), 1, 2), overBatch);
    assertHolds(overBatch, 1, 2, 1, 2);
    // A batched operand's batch stays in front: its missing axis is a sample axis.
    Storage perSample = out(Kind.BATCHED, 2, 3);
    on.expand(batched(dims(2), 1, 2), perSample);
    assertHolds(perSample, 1, 1, 1, 2, 2, 2);
  }

  @Test
  void permute_moves_axes() {
    Storage transposed = out(Kind.PLAIN, 3, 2);
    on.permute(new int[] {1, 0}, plain(dims(2, 3), 1, 2, 3, 4, 5, 6), transposed);
    assertHolds(transposed, 1, 4, 2, 5, 3, 6);
    // Axis i of the result is axis axes[i] of x: not the inverse, which differs for a cycle.
    Storage cycled = out(Kind.PLAIN, 3, 1, 2);
    on.permute(new int[] {2, 0, 1}, plain(dims(1, 2, 3), 1, 2, 3, 4, 5, 6), cycled);
    assertHolds(cycled, 1, 4, 2, 5, 3, 6);
  }

  @Test
  void slice_and_pad_are_each_others_transpose() {
    Storage part = out(Kind.BATCHED, 2, 2);
    on.slice(1, 1, batched(dims(2, 3), 1, 2, 3, 4, 5, 6), part);
    assertHolds(part, 2, 3, 5, 6);
    Storage whole = out(Kind.BATCHED, 2, 3);
    on.pad(1, 1, part, whole);
    assertHolds(whole, 0, 2, 3, 0, 5, 6);
    Storage row = out(Kind.PLAIN, 1, 2);
    on.slice(0, 2, plain(dims(3, 2), 1, 2, 3, 4, 5, 6), row);
    assertHolds(row, 5, 6);
  }

  @Test
  void map_and_zip_follow_the_enums() {
    Storage y = out(Kind.PLAIN, 3);
    on.map(Unary.RELU, plain(dims(3), -1, 0, 2), y);
    assertHolds(y, 0, 0, 2);
    Storage z = out(Kind.BATCHED, 2, 2);
    on.zip(Binary.SUB, batched(dims(2), 10, 20), plain(dims(2), 1, 2), z);
    assertHolds(z, 9, 8, 19, 18);
  }

  @Test
  void reduce_joins_the_named_axes_only() {
    Storage x = batched(dims(2, 3), 1, 2, 3, 4, 5, -6);
    Storage perFeature = out(Kind.PLAIN, 3);
    on.reduce(Reduce.SUM, new int[] {0}, x, perFeature);
    assertHolds(perFeature, 5, 7, -3);
    Storage perSample = out(Kind.BATCHED, 2, 1);
    on.reduce(Reduce.MAX, new int[] {1}, x, perSample);
    assertHolds(perSample, 3, 5);
    Storage total = out(Kind.PLAIN);
    on.reduce(Reduce.SUM, new int[] {0, 1}, x, total);
    assertHolds(total, 9);
    Storage middle = out(Kind.PLAIN, 2, 2);
    on.reduce(Reduce.SUM, new int[] {1}, plain(dims(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8), middle);
    assertHolds(middle, 4, 6, 12, 14);
    Storage nothing = out(Kind.PLAIN);
    on.reduce(Reduce.SUM, new int[0], plain(dims(), 4), nothing);
    assertHolds(nothing, 4);
  }

  @Test
  void sums_keep_small_terms() {
    float[] values = new float[1 << 20];
    Arrays.fill(values, 0.1f);
    Storage total = out(Kind.PLAIN);
    on.reduce(Reduce.SUM, new int[] {0}, plain(dims(1 << 20), values), total);
    assertHolds(total, 0.1f * (1 << 20));
  }

  @Test
  void products_by_hand() {
    Storage x = batched(dims(2, 3), 1, 2, 3, 4, 5, 6);
    Storage w = plain(dims(2, 3), 1, 0, -1, 2, 1, 0);
    Storage y = out(Kind.BATCHED, 2, 2);
    on.linear(x, w, plain(dims(2), 10, 20), y);
    assertHolds(y, 8, 24, 8, 33);
    on.linear(x, w, null, y);
    assertHolds(y, -2, 4, -2, 13);
    Storage dy = batched(dims(2, 2), 1, 2, 3, 4);
    Storage dx = out(Kind.BATCHED, 2, 3);
    on.linearInputGrad(dy, w, dx);
    assertHolds(dx, 5, 2, -1, 11, 4, -3);
    Storage dw = out(Kind.PLAIN, 2, 3);
    on.linearWeightGrad(dy, x, null, dw);
    assertHolds(dw, 13, 17, 21, 18, 24, 30);
  }

  @Test
  void matmul_with_either_operand_transposed() {
    float[] expected = {58, 64, 139, 154};
    Storage a = plain(dims(2, 3), 1, 2, 3, 4, 5, 6);
    Storage b = plain(dims(3, 2), 7, 8, 9, 10, 11, 12);
    Storage at = plain(dims(3, 2), 1, 4, 2, 5, 3, 6);
    Storage bt = plain(dims(2, 3), 7, 9, 11, 8, 10, 12);
    Storage c = out(Kind.PLAIN, 2, 2);
    on.matmul(false, false, a, b, c);
    assertHolds(c, expected);
    on.matmul(true, false, at, b, c);
    assertHolds(c, expected);
    on.matmul(false, true, a, bt, c);
    assertHolds(c, expected);
    on.matmul(true, true, at, bt, c);
    assertHolds(c, expected);
  }

  @Test
  void cross_entropy_of_known_probabilities() {
    // softmax(0, log 3) = (1/4, 3/4), whatever is added to both.
    float log3 = (float) Math.log(3);
    Storage logits = batched(dims(2, 2), 0, log3, 500, 500 + log3);
    Storage losses = out(Kind.BATCHED, 2);
    Storage dlogits = out(Kind.BATCHED, 2, 2);
    on.softmaxCrossEntropy(logits, new int[] {0, 1}, losses, dlogits);
    float[] values = new float[2];
    losses.read(values);
    assertArrayEquals(new float[] {1.3862944f, 0.2876821f}, values, 2e-5f);
    float[] gradients = new float[4];
    dlogits.read(gradients);
    assertArrayEquals(new float[] {-0.75f, 0.75f, 0.25f, -0.25f}, gradients, 1e-5f);
  }

  @Test
  void sgd_by_hand() {
    Storage w = plain(dims(2), 1, -1);
    on.sgdStep(new SgdStep(0.5f, 0f, false, 0f), plain(dims(2), 2, 4), null, null, w);
    assertHolds(w, 0, -3);
    // g = 1 + 0.5·2 = 2; velocity 2, then 0.5·2 + (1 + 0.5·1.8) = 2.9.
    Storage v = plain(dims(1), 0);
    Storage u = plain(dims(1), 2);
    SgdStep momentum = new SgdStep(0.1f, 0.5f, false, 0.5f);
    on.sgdStep(momentum, plain(dims(1), 1), null, v, u);
    assertNear(u, 1.8f);
    on.sgdStep(momentum, plain(dims(1), 1), null, v, u);
    assertNear(v, 2.9f);
    assertNear(u, 1.51f);
    // Nesterov: velocity 2, the step is 2 + 0.5·2.
    Storage n = plain(dims(1), 2);
    on.sgdStep(new SgdStep(0.1f, 0.5f, true, 0f), plain(dims(1), 2), null, plain(dims(1), 0), n);
    assertNear(n, 1.7f);
  }

  @Test
  void masked_entries_end_at_plus_zero_even_from_nan() {
    Storage w = plain(dims(3), 1, -1, 5);
    Storage v = plain(dims(3), 1, -1, 0);
    Storage dw = plain(dims(3), Float.NaN, -2, 2);
    on.sgdStep(new SgdStep(1f, 0.5f, false, 0f), dw, plain(dims(3), 0, 0, 1), v, w);
    assertHolds(w, 0, 0, 3); // assertArrayEquals tells −0 from +0
    assertHolds(v, 0, 0, 2);
  }

  @Test
  void adam_moves_by_the_rate_at_first_and_by_hand_at_second() {
    Storage w = plain(dims(2), 1, 1);
    Storage m = plain(dims(2), 0, 0);
    Storage v = plain(dims(2), 0, 0);
    on.adamStep(
        new AdamStep(0.1f, 0.9f, 0.99f, 0f, 0f, 1), plain(dims(2), 3, -0.01f), null, m, v, w);
    assertNear(w, 0.9f, 1.1f); // lr · sign(g), whatever the size of g
    assertNear(m, 0.3f, -0.001f);
    assertNear(v, 0.09f, 1e-6f);
    on.adamStep(new AdamStep(0.1f, 0.9f, 0.99f, 0f, 0f, 2), plain(dims(2), 0, 0), null, m, v, w);
    // m̂ = 0.27 / 0.19, v̂ = 0.0891 / 0.0199: the step is 0.1 · 1.421053 / 2.115982.
    assertNear(w, 0.832842f, 1.167158f);
  }
}
