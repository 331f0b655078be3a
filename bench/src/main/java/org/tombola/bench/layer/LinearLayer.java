package org.tombola.bench.layer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

/// `y = x · Wᵀ`, written `linear-60x784-300`: batch, inputs, outputs.
///
/// @param batch N
/// @param inputs I
/// @param outputs O
public record LinearLayer(int batch, int inputs, int outputs) implements Layer {
  private static final Pattern WORD = Pattern.compile("linear-(\\d+)x(\\d+)-(\\d+)");

  static LinearLayer parse(String word) {
    Matcher parts = WORD.matcher(word);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "no layer is called '%s'; write for example linear-60x784-300".formatted(word));
    }
    return new LinearLayer(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  @Override
  public Shape input() {
    return Shape.of(batch, inputs);
  }

  @Override
  public Shape weight() {
    return Shape.of(outputs, inputs);
  }

  @Override
  public Shape output() {
    return Shape.of(batch, outputs);
  }

  @Override
  public double flops() {
    return 2.0 * batch * inputs * outputs;
  }

  @Override
  public void forward(Backend on, Storage x, Storage w, Storage y) {
    on.linear(x, w, null, y);
  }

  @Override
  public void inputGradient(Backend on, Storage dy, Storage w, Storage dx) {
    on.linearInputGrad(dy, w, dx);
  }

  @Override
  public void weightGradient(Backend on, Storage dy, Storage x, Storage w, Storage dw) {
    on.linearWeightGrad(dy, x, w, dw);
  }

  @Override
  public String toString() {
    return "linear-%dx%d-%d".formatted(batch, inputs, outputs);
  }
}
