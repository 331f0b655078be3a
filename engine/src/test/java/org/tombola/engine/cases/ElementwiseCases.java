package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;
import static org.tombola.engine.cases.OpCases.N;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Unary;

/// Every [Unary] and [Binary] over the shapes and kinds that can meet.
final class ElementwiseCases {
  private ElementwiseCases() {}

  /// A pair of operands, still without numbers.
  private interface Pair {
    Input[] of(Values a, Values b);
  }

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Unary f : Unary.values()) {
      unary(cases, f);
    }
    for (Binary f : Binary.values()) {
      for (Pair pair : pairs()) {
        cases.add(binary(f, pair));
      }
    }
    cases.add(OpCase.of("plus 3", x -> x.getFirst().plus(3f), batched(Values.normal(), N, 5)));
    cases.add(OpCase.of("times 3", x -> x.getFirst().times(3f), batched(Values.normal(), N, 5)));
    cases.add(
        OpCase.of(
            "shared operand",
            x -> x.getFirst().times(x.getFirst()).plus(x.getFirst()),
            batched(Values.normal(), N, 3)));
    return cases;
  }

  private static void unary(List<OpCase> cases, Unary f) {
    UnaryOperator<Tensor> op = operator(f);
    List<Input> inputs = new ArrayList<>();
    inputs.add(plain(domain(f)));
    inputs.add(plain(domain(f), 1));
    inputs.add(plain(domain(f), 7, 33));
    for (int i = 0; i < OpCases.BATCHES.length; i++) {
      inputs.add(batched(domain(f), OpCases.BATCHES[i], 2 * i + 1));
    }
    inputs.add(batched(domain(f), N));
    inputs.add(batched(domain(f), N, 3, 1, 5));
    for (Input input : inputs) {
      Input checked = f == Unary.SIGN ? input.constant() : input;
      cases.add(OpCase.of(f.name(), x -> op.apply(x.getFirst()), checked).tolerance(4e-6));
    }
  }

  private static UnaryOperator<Tensor> operator(Unary f) {
    return switch (f) {
      case NEG -> Tensor::neg;
      case EXP -> Tensor::exp;
      case LOG -> Tensor::log;
      case SQRT -> Tensor::sqrt;
      case ABS -> Tensor::abs;
      case SQUARE -> Tensor::square;
      case RECIPROCAL -> Tensor::reciprocal;
      case RELU -> Tensor::relu;
      case SIGMOID -> Tensor::sigmoid;
      case SOFTPLUS -> Tensor::softplus;
      case SIGN -> Tensor::sign;
    };
  }

  /// Where the function has a derivative that finite differences can see.
  private static Values domain(Unary f) {
    return switch (f) {
      case NEG, EXP, SQUARE, SIGMOID, SOFTPLUS -> Values.normal();
      case LOG, SQRT -> Values.between(0.5f, 3f);
      case ABS, RECIPROCAL, RELU, SIGN -> Values.eitherSign(0.5f, 2f);
    };
  }

  private static OpCase binary(Binary f, Pair pair) {
    BinaryOperator<Tensor> op = operator(f);
    Input[] inputs =
        switch (f) {
          case ADD, SUB, MUL -> pair.of(Values.normal(), Values.normal());
          case DIV -> pair.of(Values.normal(), Values.eitherSign(0.5f, 2f));
          case MAX -> pair.of(Values.grid(0f), Values.grid(0.1f));
          case GATE -> pair.of(Values.normal(), Values.eitherSign(0.5f, 2f));
          case EQUAL -> pair.of(Values.grid(0f), Values.grid(0f));
        };
    if (f == Binary.EQUAL) {
      inputs[0] = inputs[0].constant();
    }
    if (f == Binary.EQUAL || f == Binary.GATE) {
      inputs[1] = inputs[1].constant();
    }
    return OpCase.of(f.name(), x -> op.apply(x.get(0), x.get(1)), inputs).tolerance(2e-6);
  }

  private static BinaryOperator<Tensor> operator(Binary f) {
    return switch (f) {
      case ADD -> Tensor::plus;
      case SUB -> Tensor::minus;
      case MUL -> Tensor::times;
      case DIV -> Tensor::div;
      case MAX -> Tensor::max;
      case GATE -> Tensor::gate;
      case EQUAL -> Tensor::equalTo;
    };
  }

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    // Plain with plain.
    pairs.add((a, b) -> new Input[] {plain(a), plain(b)});
    pairs.add((a, b) -> new Input[] {plain(a, 5, 7), plain(b, 5, 7)});
    pairs.add((a, b) -> new Input[] {plain(a, 5, 7), plain(b, 7)});
    pairs.add((a, b) -> new Input[] {plain(a, 5, 1), plain(b, 1, 7)});
    pairs.add((a, b) -> new Input[] {plain(a), plain(b, 3, 5)});
    pairs.add((a, b) -> new Input[] {plain(a, 2, 1, 5), plain(b, 3, 1)});
    // Batched with batched: batch with batch, the other axes from the right.
    for (int n : OpCases.BATCHES) {
      pairs.add((a, b) -> new Input[] {batched(a, n, 7), batched(b, n, 7)});
      pairs.add((a, b) -> new Input[] {batched(a, n, 5), batched(b, n)});
      pairs.add((a, b) -> new Input[] {batched(a, n, 3), plain(b, 3)});
    }
    pairs.add((a, b) -> new Input[] {batched(a, N), batched(b, N, 1)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 1), batched(b, N, 9)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 3, 5), batched(b, N, 1, 5)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 3, 5), batched(b, N, 5)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 3, 1), batched(b, N, 1, 5)});
    // Batched with plain: repeated over the batch.
    pairs.add((a, b) -> new Input[] {batched(a, N, 7), plain(b)});
    pairs.add((a, b) -> new Input[] {plain(a, 7), batched(b, N, 7)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 3, 2, 5), plain(b, 3, 1, 1)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 3, 5), plain(b, 3, 5)});
    // A plain operand with more sample axes than the batched one.
    pairs.add((a, b) -> new Input[] {batched(a, N), plain(b, 7)});
    pairs.add((a, b) -> new Input[] {batched(a, N, 5), plain(b, 2, 3, 5)});
    pairs.add((a, b) -> new Input[] {plain(a, 3, 1), batched(b, N, 1, 5)});
    return pairs;
  }
}
