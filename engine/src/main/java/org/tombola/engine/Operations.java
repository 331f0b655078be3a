package org.tombola.engine;

import org.tombola.engine.op.Alignment;
import org.tombola.engine.op.Elementwise;
import org.tombola.engine.op.Ints;
import org.tombola.engine.op.Movement;
import org.tombola.engine.op.Product;
import org.tombola.engine.op.Reduction;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Unary;

/// What can be computed with a [Tensor]: one method an operation, written after its first operand,
/// `x.linear(w, b).relu()`.
///
/// The methods only name operations: each makes a record of `org.tombola.engine.op`, where forward
/// and derivative stand side by side, and runs it. An operation runs at once on the backend of its
/// operands, and is recorded when [Tape#gradients] is on the stack and an operand is tracked.
/// Operands align by the rule in [Backend]: a batch axis only with a batch axis, the other axes
/// from the right.
public abstract sealed class Operations extends NetworkOperations permits Tensor {
  Operations() {}

  // ---- elementwise ----

  public Tensor plus(Tensor b) {
    return zip(Binary.ADD, b);
  }

  public Tensor minus(Tensor b) {
    return zip(Binary.SUB, b);
  }

  public Tensor times(Tensor b) {
    return zip(Binary.MUL, b);
  }

  public Tensor div(Tensor b) {
    return zip(Binary.DIV, b);
  }

  /// The larger of each pair; at a tie the gradient is shared equally.
  public Tensor max(Tensor b) {
    return zip(Binary.MAX, b);
  }

  /// `b > 0 ? this : 0`, elementwise; no gradient flows to `b`.
  public Tensor gate(Tensor b) {
    return zip(Binary.GATE, b);
  }

  /// 1 where equal, 0 elsewhere; no gradient flows.
  public Tensor equalTo(Tensor b) {
    return zip(Binary.EQUAL, b);
  }

  public Tensor plus(float b) {
    return plus(constant(b));
  }

  public Tensor times(float b) {
    return times(constant(b));
  }

  public Tensor neg() {
    return map(Unary.NEG);
  }

  public Tensor exp() {
    return map(Unary.EXP);
  }

  /// Natural logarithm.
  public Tensor log() {
    return map(Unary.LOG);
  }

  public Tensor sqrt() {
    return map(Unary.SQRT);
  }

  public Tensor abs() {
    return map(Unary.ABS);
  }

  public Tensor square() {
    return map(Unary.SQUARE);
  }

  public Tensor reciprocal() {
    return map(Unary.RECIPROCAL);
  }

  public Tensor relu() {
    return map(Unary.RELU);
  }

  public Tensor sigmoid() {
    return map(Unary.SIGMOID);
  }

  /// `log(1 + eˣ)`.
  public Tensor softplus() {
    return map(Unary.SOFTPLUS);
  }

  /// −1, 0 or 1; no gradient flows.
  public Tensor sign() {
    return map(Unary.SIGN);
  }

  // ---- reductions ----

  /// The sum of all elements, a plain scalar.
  public Tensor sum() {
    return sum(Ints.range(shape().rank()).array());
  }

  /// Sums over the named axes, which disappear. Over the batch axis the result is plain.
  public Tensor sum(int... axes) {
    return Tape.run(Reduction.Sum.of(self(), axes));
  }

  public Tensor mean() {
    return sum().times(1f / shape().size());
  }

  public Tensor mean(int... axes) {
    Tensor sum = sum(axes);
    return sum.times((float) sum.shape().size() / shape().size());
  }

  /// The largest element along an axis, which disappears; ties share the gradient equally.
  public Tensor max(int axis) {
    return Tape.run(Reduction.Max.of(self(), axis));
  }

  // ---- movement ----

  /// The same elements in row-major order under another shape; a batched tensor keeps its batch
  /// axis.
  public Tensor reshape(Shape shape) {
    return shape.equals(shape()) ? self() : Tape.run(Movement.Copy.reshape(self(), shape));
  }

  /// (N, ...) to (N, F) if batched, to one axis otherwise.
  public Tensor flatten() {
    int size = shape().size();
    return reshape(
        kind() == Kind.PLAIN ? Shape.of(size) : Shape.of(shape().dim(0), size / shape().dim(0)));
  }

  /// Swaps two axes. If one of them is the batch the result is plain.
  public Tensor transpose(int a, int b) {
    boolean movesBatch = kind() == Kind.BATCHED && (shape().axis(a) == 0 || shape().axis(b) == 0);
    return Tape.run(Movement.Permute.swap(movesBatch ? plain() : self(), a, b));
  }

  /// The elements `from .. to` of one axis. Of the batch axis the result is plain.
  public Tensor slice(int axis, int from, int to) {
    boolean cutsBatch = kind() == Kind.BATCHED && shape().axis(axis) == 0;
    return Tape.run(Movement.Slice.of(cutsBatch ? plain() : self(), axis, from, to));
  }

  /// Repeats axes of size 1 and missing axes; the kind stays.
  public Tensor expand(Shape shape) {
    return shape.equals(shape()) ? self() : Tape.run(Movement.Expand.of(self(), kind(), shape));
  }

  /// The same elements without a batch axis.
  public Tensor plain() {
    return kind() == Kind.PLAIN ? self() : Tape.run(new Movement.Copy(self(), Kind.PLAIN, shape()));
  }

  /// The same elements with axis 0 as the batch.
  public Tensor batched() {
    return kind() == Kind.BATCHED ? self() : Tape.run(Movement.Copy.batched(self()));
  }

  /// This at `from` of an axis of `size`, zeros before and after: the transpose of [#slice].
  public Tensor pad(int axis, int from, int size) {
    return Tape.run(Movement.Pad.of(self(), axis, from, size));
  }

  // ---- products ----

  /// `this · b`: (M,K)·(K,N), both plain, or this batched (N,I) with `b` (I,O) plain.
  public Tensor matmul(Tensor b) {
    return kind() == Kind.BATCHED
        ? linear(b.transpose(0, 1), null)
        : Tape.run(new Product.MatMul(self(), b, false, false));
  }

  /// `this · bᵀ`: (M,K)·(N,K)ᵀ, both plain.
  public Tensor matmulNT(Tensor b) {
    return Tape.run(new Product.MatMul(self(), b, false, true));
  }

  /// `thisᵀ · b`: (K,M)ᵀ·(K,N), both plain.
  public Tensor matmulTN(Tensor b) {
    return Tape.run(new Product.MatMul(self(), b, true, false));
  }

  // ---- what the methods above are made of ----

  private Tensor map(Unary f) {
    return Tape.run(new Elementwise.Map(f, self()));
  }

  private Tensor zip(Binary f, Tensor b) {
    return Tape.run(new Elementwise.Zip(f, self(), b, Alignment.of(f, self(), b)));
  }

  private Tensor constant(float value) {
    return Tensor.copyOf(backend(), Kind.PLAIN, Shape.SCALAR, new float[] {value});
  }

  /// Sums a gradient back to the kind and shape of the operand it belongs to: the reverse of the
  /// alignment rule. For the derivatives in `op`.
  public Tensor sumTo(Tensor operand) {
    return Reduction.Sum.back(self(), operand).map(Tape::run).orElse(self());
  }

  /// Repeats this by the alignment rule to the kind and shape of `other`.
  public Tensor expandTo(Tensor other) {
    return Tape.run(new Movement.Expand(self(), other.kind(), other.shape()));
  }
}
