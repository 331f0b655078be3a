package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;

/// How far two networks are from each other, over the weights that both have: L2 distance, and the
/// angle between them as vectors in degrees (Frankle et al. 2019, "Stabilizing the Lottery Ticket
/// Hypothesis", section 3).
record Distance() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "distance", "L2 distance and angle of two networks over the weights that both have")
        .networks(2)
        .ofAny();
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Apart apart = apart(subjects.get(0), subjects.get(1));
    return List.of(Finding.of("l2", apart.l2), Finding.of("angle", apart.degrees()));
  }

  /// @param l2 the distance
  /// @param cosine of the angle
  record Apart(double l2, double cosine) {
    /// The angle.
    double degrees() {
      return Math.toDegrees(StrictMath.acos(cosine));
    }
  }

  /// Over the weights that both masks keep.
  static Apart apart(Subject a, Subject b) {
    double squares = 0;
    double product = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (NamedMask layer : a.mask().layers()) {
      NamedMask other = b.mask().layer(layer.name());
      NamedTensor x = a.weights().get(layer.name());
      NamedTensor y = b.weights().get(layer.name());
      for (int i = 0; i < layer.shape().size(); i++) {
        if (layer.keeps(i) && other.keeps(i)) {
          double difference = (double) x.at(i) - y.at(i);
          squares += difference * difference;
          product += (double) x.at(i) * y.at(i);
          lengthA += (double) x.at(i) * x.at(i);
          lengthB += (double) y.at(i) * y.at(i);
        }
      }
    }
    double cosine = Math.clamp(product / Math.sqrt(lengthA * lengthB), -1, 1);
    return new Apart(Math.sqrt(squares), cosine);
  }
}
