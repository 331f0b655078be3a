package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.engine.reference.ReferenceProvider;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

class BackendsTest {
  /// Best first, as the service loader's results are sorted.
  private static final List<BackendProvider> TWO =
      List.of(new Unplugged(), new ReferenceProvider());

  /// A provider of a device that is missing, ranked above the one that is there.
  private static final class Unplugged implements BackendProvider {
    @Override
    public String name() {
      return "unplugged";
    }

    @Override
    public int rank() {
      return 9;
    }

    @Override
    public Optional<String> unavailableBecause() {
      return Optional.of("the plug is out; put it in");
    }

    @Override
    public Backend open(int threads, Map<String, String> choices) {
      throw new AssertionError("opened although unavailable");
    }
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    var error = assertThrows(BackendUnavailable.class, () -> Backends.open(TWO, "cpx", 1));
    assertEquals(
        "no backend is called 'cpx'; there are auto, unplugged, reference", error.getMessage());
  }

  @Test
  void an_unavailable_backend_says_why() {
    var error = assertThrows(BackendUnavailable.class, () -> Backends.open(TWO, "unplugged", 1));
    assertEquals(
        "backend 'unplugged' is unavailable: the plug is out; put it in", error.getMessage());
  }

  @Test
  void a_name_may_choose_how_a_backend_computes() {
    try (var backend = Backends.open(TWO, "reference:conv=direct", 1)) {
      assertEquals("reference", backend.name());
    }
    try (var backend = Backends.open(TWO, "auto:conv=direct", 1)) {
      assertEquals("reference", backend.name());
    }
    assertEquals(
        "no setting of backend reference is called 'conf'; did you mean 'conv'? There are: conv",
        refusal("reference:conf=direct"));
    assertEquals(
        "no conv algorithm is called 'fft'; there are: direct", refusal("reference:conv=fft"));
    assertEquals(
        "backend 'reference:direct': 'direct' is no KEY=VALUE; write for example cpu:conv=direct",
        refusal("reference:direct"));
  }

  private static String refusal(String name) {
    return assertThrows(RuntimeException.class, () -> Backends.open(TWO, name, 1)).getMessage();
  }

  @Test
  void auto_takes_the_best_one_that_is_available() {
    try (var backend = Backends.open(TWO, "auto", 1)) {
      assertEquals("reference", backend.name());
    }
  }

  @Test
  void auto_without_any_available_explains() {
    List<BackendProvider> none = List.of(new Unplugged());
    var error = assertThrows(BackendUnavailable.class, () -> Backends.open(none, "auto", 1));
    assertTrue(error.getMessage().contains("the plug is out"), error.getMessage());
  }

  @Test
  void explain_shows_every_candidate_and_the_reason() {
    assertEquals(
        """
        unplugged  rank  9  the plug is out; put it in
        reference  rank  0  ok\
        """,
        Backends.explain(TWO));
  }

  @Test
  void the_reference_backend_is_found_and_available() {
    var reference =
        Backends.candidates().stream().filter(c -> c.name().equals("reference")).findAny();
    assertEquals(Optional.empty(), reference.orElseThrow().unavailableBecause());
    assertTrue(Backends.explain().contains("reference"));
  }

  @Test
  void names_are_those_of_the_candidates() {
    assertEquals(
        Backends.candidates().stream().map(Backends.Candidate::name).toList(), Backends.names());
  }

  @Test
  void threads_below_one_are_refused() {
    var error = assertThrows(EngineException.class, () -> Backends.open("reference", 0));
    assertEquals("threads: 0 is below 1", error.getMessage());
  }

  @Test
  void with_binds_a_backend_for_the_body_only() {
    var before = Backends.current();
    try (var other = Backends.open("reference", 1)) {
      assertNotSame(before, other);
      assertSame(other, Backends.with(other, Backends::current));
      assertSame(other, Backends.with(other, () -> Tensor.scalar(1f).exp()).backend());
      assertSame(before, Backends.current());
    }
  }

  @Test
  void operands_of_two_backends_do_not_mix() {
    try (var other = Backends.open("reference", 1)) {
      Tensor here = Tensor.scalar(1f);
      Tensor there = Backends.with(other, () -> Tensor.scalar(1f));
      var error = assertThrows(EngineException.class, () -> here.plus(there));
      assertEquals("ADD: operands live on reference and reference", error.getMessage());
    }
  }
}
