package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private final Workspace workspace = new Workspace(Backends.current());
  private final Tensor x = Tensor.batch(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
  private final Tensor w = Tensor.of(Shape.of(2, 2), 1, 0, 0, 1).tracked();

  @Test
  void the_pool_stops_growing_after_the_first_step() {
    int[] sizes = new int[3];
    float[][] gradients = new float[3][];
    for (int step = 0; step < 3; step++) {
      gradients[step] =
          workspace.step(
              () ->
                  Tape.gradients(
                          () -> x.linear(w, null).softmaxCrossEntropy(new int[] {0, 1, 0}).mean())
                      .of(w)
                      .toArray());
      sizes[step] = workspace.pooled();
    }
    assertTrue(sizes[0] > 0);
    assertArrayEquals(new int[] {sizes[0], sizes[0], sizes[0]}, sizes);
    assertArrayEquals(gradients[0], gradients[2]);
  }

  @Test
  void a_tensor_of_an_ended_step_throws_when_read() {
    Tensor gone = workspace.step(() -> x.exp());
    var error = assertThrows(EngineException.class, gone::toArray);
    assertEquals(
        "tensor 3×2 belongs to a step that has ended; Workspace.keep it during the step, or read"
            + " it",
        error.getMessage());
    assertThrows(EngineException.class, () -> gone.plus(1f));
    assertThrows(EngineException.class, gone::detach);
  }

  @Test
  void handles_of_an_ended_step_throw_too() {
    AtomicReference<Tensor> handle = new AtomicReference<>();
    workspace.step(
        () -> {
          handle.set(x.exp().tracked());
          return 0;
        });
    assertThrows(EngineException.class, () -> handle.get().toArray());
  }

  @Test
  void a_kept_tensor_outlives_its_step_and_is_not_reused() {
    Tensor kept = workspace.step(() -> Workspace.keep(x.times(2f)));
    for (int step = 0; step < 3; step++) {
      workspace.step(() -> x.times(3f).toArray());
    }
    assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12}, kept.toArray());
  }

  @Test
  void tensors_from_outside_can_be_used_in_any_step() {
    for (int step = 0; step < 2; step++) {
      assertEquals(21f, workspace.step(() -> x.sum().item()));
    }
    assertEquals(21f, x.sum().item());
  }

  @Test
  void a_step_that_fails_returns_its_memory() {
    workspace.step(() -> x.exp().toArray());
    int before = workspace.pooled();
    assertThrows(
        ShapeMismatch.class,
        () -> workspace.step(() -> x.exp().plus(Tensor.of(Shape.of(3), 1, 2, 3))));
    workspace.step(() -> x.exp().toArray());
    assertEquals(before + 1, workspace.pooled()); // the three numbers
  }

  @Test
  void the_walk_backwards_reuses_the_gradients_it_has_passed() {
    Tensor leaf = x.tracked();
    workspace.step(() -> chain(leaf).sum().item());
    int forward = workspace.pooled();
    workspace.step(() -> Tape.gradients(() -> chain(leaf).sum()).of(leaf).toArray());
    int both = workspace.pooled();
    assertTrue(both < forward + 10, both + " storages, " + forward + " of them forward");
  }

  /// A mask and a result each, one tensor that the numbers behind every mask pass through, and two
  /// scalars.
  @Test
  void what_a_dropout_draws_goes_back_at_once() {
    RandomStream stream = new Rng(1).stream("dropout");
    workspace.step(
        () -> {
          Tensor y = x;
          for (int i = 0; i < 4; i++) {
            y = y.dropout(0.5f, stream, i);
          }
          return y.toArray();
        });
    assertEquals(4 + 4 + 1 + 2, workspace.pooled());
  }

  @Test
  void gradients_that_share_memory_are_not_given_back_while_one_is_wanted() {
    Workspace poisoning = Workspace.poisoning(Backends.current());
    Tensor a = x.tracked();
    Tensor b = x.times(2f).tracked();
    float[] found =
        poisoning.step(
            () -> {
              var gradients =
                  Tape.gradients(
                      () -> {
                        Tensor early = a.times(b);
                        Tensor late = b.square(); // walked first, between early's two gradients
                        return early.plus(late).plus(early).sum();
                      });
              return gradients.of(a).toArray();
            });
    assertArrayEquals(x.times(4f).toArray(), found);
  }

  private static Tensor chain(Tensor leaf) {
    Tensor y = leaf;
    for (int i = 0; i < 20; i++) {
      y = y.times(y).times(0.1f);
    }
    return y;
  }

  @Test
  void steps_do_not_nest() {
    var error =
        assertThrows(
            EngineException.class, () -> workspace.step(() -> workspace.step(() -> x.exp())));
    assertTrue(error.getMessage().contains("steps do not nest"));
    assertEquals(21f, workspace.step(() -> x.sum().item()));
  }

  @Test
  void a_poisoning_workspace_hands_out_nan() {
    Workspace poisoning = Workspace.poisoning(Backends.current());
    float[] values =
        poisoning.step(
            () -> {
              Tensor raw = Workspace.take(x.backend(), x.kind(), x.shape());
              return raw.toArray();
            });
    assertTrue(Float.isNaN(values[0]) && Float.isNaN(values[5]));
  }
}
