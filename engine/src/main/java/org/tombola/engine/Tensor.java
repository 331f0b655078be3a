package org.tombola.engine;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.op.Alignment;
import org.tombola.engine.op.Elementwise;
import org.tombola.engine.op.Ints;
import org.tombola.engine.op.Loss;
import org.tombola.engine.op.Movement;
import org.tombola.engine.op.Op;
import org.tombola.engine.op.Product;
import org.tombola.engine.op.Reduction;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// An array of float32 numbers that never changes: a handle of a [Storage] on some [Backend].
///
/// The methods only name operations; the arithmetic is in the backend, the derivatives are in
/// `org.tombola.engine.op`. An operation runs at once on the backend of its operands, and is
/// recorded when [Tape#gradients] is on the stack and an operand is tracked. Operands align by the
/// rule in [Backend]: a batch axis only with a batch axis, the other axes from the right.
///
/// A tensor made inside [Workspace#step] belongs to that step and cannot be read after it.
public final class Tensor {
  private final Storage storage;
  private final boolean tracked;
  private final @Nullable Workspace home;
  private final long generation;

  Tensor(Storage storage, boolean tracked, @Nullable Workspace home) {
    this.storage = storage;
    this.tracked = tracked;
    this.home = home;
    this.generation = home == null ? 0 : home.generation();
  }

  // ---- making tensors; the backend is Backends.current() ----

  /// A plain tensor of these values, row-major.
  ///
  /// @throws ShapeMismatch if there are more or fewer values than the shape holds
  public static Tensor of(Shape shape, float... values) {
    return copyOf(Backends.current(), Kind.PLAIN, shape, values);
  }

  /// A batched tensor: axis 0 is the batch. Values row-major.
  public static Tensor batch(Shape shape, float... values) {
    return copyOf(Backends.current(), Kind.BATCHED, shape, values);
  }

  public static Tensor scalar(float value) {
    return of(Shape.SCALAR, value);
  }

  public static Tensor zeros(Kind kind, Shape shape) {
    return zeros(Backends.current(), kind, shape);
  }

  /// A handle of existing storage, not tracked.
  public static Tensor wrap(Storage storage) {
    return new Tensor(storage, false, null);
  }

  /// A copy of `values` on a given backend. A longer array is allowed; its tail is ignored only if
  /// the lengths agree, so a mismatch is an error.
  public static Tensor copyOf(Backend on, Kind kind, Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new ShapeMismatch("tensor", shape, values.length + " values", "one value an element");
    }
    Tensor made = Workspace.take(on, kind, shape);
    made.storage.write(values);
    return made;
  }

  public static Tensor zeros(Backend on, Kind kind, Shape shape) {
    Tensor made = Workspace.take(on, kind, shape);
    on.fill(0f, made.storage);
    return made;
  }

  /// The same storage as a leaf whose gradient is wanted.
  public Tensor tracked() {
    return new Tensor(storage(), true, home);
  }

  /// The same storage, cut off from whatever it was computed from.
  public Tensor detach() {
    return new Tensor(storage(), false, home);
  }

  // ---- looking at tensors ----

  public Shape shape() {
    return storage.shape();
  }

  public Kind kind() {
    return storage.kind();
  }

  public boolean isTracked() {
    return tracked;
  }

  public Backend backend() {
    return storage.owner();
  }

  /// The memory itself.
  ///
  /// @throws EngineException if the tensor belongs to a step that has ended
  public Storage storage() {
    if (home != null && home.generation() != generation) {
      throw new EngineException(
          "tensor "
              + shape()
              + " belongs to a step that has ended; Workspace.keep it during the step, or read it");
    }
    return storage;
  }

  /// A copy of all elements, row-major.
  public float[] toArray() {
    float[] copy = new float[shape().size()];
    storage().read(copy);
    return copy;
  }

  /// The only element.
  ///
  /// @throws EngineException if there is more than one
  public float item() {
    if (shape().size() != 1) {
      throw new EngineException("item: tensor " + shape() + " has more than one element");
    }
    return toArray()[0];
  }

  @Override
  public String toString() {
    return "Tensor[" + shape() + ", " + kind() + (tracked ? ", tracked" : "") + "]";
  }

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
    return Tape.run(Reduction.Sum.of(this, axes));
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
    return Tape.run(Reduction.Max.of(this, axis));
  }

  // ---- movement ----

  /// The same elements in row-major order under another shape; a batched tensor keeps its batch
  /// axis.
  public Tensor reshape(Shape shape) {
    return shape.equals(shape()) ? this : Tape.run(Movement.Copy.reshape(this, shape));
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
    return Tape.run(Movement.Permute.swap(movesBatch ? plain() : this, a, b));
  }

  /// The elements `from .. to` of one axis. Of the batch axis the result is plain.
  public Tensor slice(int axis, int from, int to) {
    boolean cutsBatch = kind() == Kind.BATCHED && shape().axis(axis) == 0;
    return Tape.run(Movement.Slice.of(cutsBatch ? plain() : this, axis, from, to));
  }

  /// Repeats axes of size 1 and missing axes; the kind stays.
  public Tensor expand(Shape shape) {
    return shape.equals(shape()) ? this : Tape.run(Movement.Expand.of(this, kind(), shape));
  }

  /// The same elements without a batch axis.
  public Tensor plain() {
    return kind() == Kind.PLAIN ? this : Tape.run(new Movement.Copy(this, Kind.PLAIN, shape()));
  }

  /// The same elements with axis 0 as the batch.
  public Tensor batched() {
    return kind() == Kind.BATCHED ? this : Tape.run(Movement.Copy.batched(this));
  }

  // ---- products ----

  /// `this · wᵀ + bias`: this (N,I) batched, `w` (O,I) and `bias` (O) plain; the result is (N,O).
  /// Cost 2·N·I·O flops. Backward keeps `this` and `w`.
  public Tensor linear(Tensor w, @Nullable Tensor bias) {
    return Tape.run(new Product.Linear(this, w, bias));
  }

  /// `this · b`: (M,K)·(K,N), both plain, or this batched (N,I) with `b` (I,O) plain.
  public Tensor matmul(Tensor b) {
    return kind() == Kind.BATCHED
        ? linear(b.transpose(0, 1), null)
        : Tape.run(new Product.MatMul(this, b, false, false));
  }

  /// `this · bᵀ`: (M,K)·(N,K)ᵀ, both plain.
  public Tensor matmulNT(Tensor b) {
    return Tape.run(new Product.MatMul(this, b, false, true));
  }

  /// `thisᵀ · b`: (K,M)ᵀ·(K,N), both plain.
  public Tensor matmulTN(Tensor b) {
    return Tape.run(new Product.MatMul(this, b, true, false));
  }

  /// `dx = this · w`, the input gradient of [#linear]: this is `dy` (N,O), `w` is (O,I).
  public Tensor linearInputGrad(Tensor w) {
    return Tape.run(new Product.LinearInputGrad(this, w));
  }

  /// `dw = thisᵀ · x`, the weight gradient of [#linear]: this is `dy` (N,O), `x` is (N,I).
  public Tensor linearWeightGrad(Tensor x) {
    return Tape.run(new Product.LinearWeightGrad(this, x));
  }

  // ---- random and losses ----

  /// Zeroes each element with probability `p` and divides the others by `1 − p` (Srivastava et al.
  /// 2014, inverted form). Element `i` is decided by `stream` at `index · size + i`.
  public Tensor dropout(float p, RandomStream stream, long index) {
    if (!(p >= 0f && p < 1f)) {
      throw new EngineException("dropout: probability " + p + " is not in [0, 1)");
    }
    float[] mask = new float[shape().size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = stream.uniform(index * mask.length + i) < p ? 0f : 1f / (1f - p);
    }
    return times(copyOf(backend(), kind(), shape(), mask));
  }

  /// The cross-entropy of `softmax(this)` against class indices, one loss a sample: this is (N,C)
  /// batched, the result (N) batched.
  ///
  /// @throws EngineException if a label is not a class
  public Tensor softmaxCrossEntropy(int[] labels) {
    return Tape.run(Loss.SoftmaxCrossEntropy.of(this, labels));
  }

  /// The cross-entropy of `sigmoid(this)` against targets in [0,1], elementwise: `log(1 + eˣ) −
  /// x·t`.
  public Tensor binaryCrossEntropy(Tensor targets) {
    return softplus().minus(times(targets));
  }

  // ---- below the sugar ----

  private Tensor map(Unary f) {
    return Tape.run(new Elementwise.Map(f, this));
  }

  private Tensor zip(Binary f, Tensor b) {
    return Tape.run(new Elementwise.Zip(f, this, b, Alignment.of(f, this, b)));
  }

  private Tensor constant(float value) {
    return copyOf(backend(), Kind.PLAIN, Shape.SCALAR, new float[] {value});
  }

  /// Sums a gradient back to the kind and shape of the operand it belongs to: the reverse of the
  /// alignment rule. For the derivatives in `op`.
  public Tensor sumTo(Tensor operand) {
    return Reduction.Sum.back(this, operand).map(Tape::run).orElse(this);
  }

  /// Repeats this by the alignment rule to the kind and shape of `other`.
  public Tensor expandTo(Tensor other) {
    return Tape.run(new Movement.Expand(this, other.kind(), other.shape()));
  }

  /// Runs an operation. For the derivatives in `op`, which alone can name one.
  @SuppressWarnings("exports")
  public static Tensor of(Op op) {
    return Tape.run(op);
  }
}
