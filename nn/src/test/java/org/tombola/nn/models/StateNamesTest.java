package org.tombola.nn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Rng;
import org.tombola.nn.Init;
import org.tombola.nn.Weights;

/// State names and their order, as the PyTorch code in common use has them.
class StateNamesTest {
  private static final Pattern NORM = Pattern.compile("(.*bn\\d|.*\\.1)\\.weight");

  private static List<String> names(String network) {
    var module = Models.create(network, Init.KAIMING_UNIFORM, new Rng(0));
    return List.copyOf(Weights.of(module).tensors().keySet());
  }

  /// `conv bn` to `conv.weight`, `bn.weight`, `bn.bias`, `bn.running_mean`, `bn.running_var`: what
  /// is called `bn*`, or `shortcut.1` and the like, is a normalisation.
  private static List<String> expand(String prefix, String... layers) {
    var names = new ArrayList<String>();
    for (String layer : layers) {
      String path = prefix + layer;
      names.add(path + ".weight");
      if (NORM.matcher(path + ".weight").matches()) {
        names.addAll(List.of(path + ".bias", path + ".running_mean", path + ".running_var"));
      }
    }
    return names;
  }

  private static List<String> linear(String name) {
    return List.of(name + ".weight", name + ".bias");
  }

  @Test
  void cifar_resnets() {
    var expected = new ArrayList<>(expand("", "conv1", "bn1"));
    expected.addAll(expand("layer1.0.", "conv1", "bn1", "conv2", "bn2"));
    expected.addAll(
        expand("layer2.0.", "conv1", "bn1", "conv2", "bn2", "shortcut.0", "shortcut.1"));
    expected.addAll(
        expand("layer3.0.", "conv1", "bn1", "conv2", "bn2", "shortcut.0", "shortcut.1"));
    expected.addAll(linear("linear"));
    assertEquals(expected, names("resnet-8"));
    expected.removeIf(name -> name.contains("shortcut"));
    assertEquals(expected, names("resnet-8-a"));
  }

  @Test
  void torchvisions_resnets() {
    var expected = new ArrayList<>(expand("", "conv1", "bn1"));
    for (int stage = 1; stage <= 4; stage++) {
      String first = "layer" + stage + ".0.";
      expected.addAll(expand(first, "conv1", "bn1", "conv2", "bn2"));
      expected.addAll(stage > 1 ? expand(first, "downsample.0", "downsample.1") : List.of());
      expected.addAll(expand("layer" + stage + ".1.", "conv1", "bn1", "conv2", "bn2"));
    }
    expected.addAll(linear("fc"));
    assertEquals(expected, names("resnet-18"));
    assertEquals(expected, names("resnet-18-cifar"));
  }

  @Test
  void torchvisions_bottlenecks() {
    List<String> names = names("resnet-50");
    var first = new ArrayList<>(expand("", "conv1", "bn1"));
    first.addAll(
        expand(
            "layer1.0.",
            "conv1",
            "bn1",
            "conv2",
            "bn2",
            "conv3",
            "bn3",
            "downsample.0",
            "downsample.1"));
    first.addAll(expand("layer1.1.", "conv1", "bn1", "conv2", "bn2", "conv3", "bn3"));
    assertEquals(first, names.subList(0, first.size()));
    // 53 normalisations of four and as many convolutions, and a linear layer of two.
    assertEquals(53 * 5 + 2, names.size());
  }

  @Test
  void wide_resnets() {
    var expected = new ArrayList<>(expand("", "conv1"));
    for (int stage = 1; stage <= 3; stage++) {
      expected.addAll(
          expand("block" + stage + ".layer.0.", "bn1", "conv1", "bn2", "conv2", "convShortcut"));
    }
    expected.addAll(expand("", "bn1"));
    expected.addAll(linear("fc"));
    assertEquals(expected, names("wrn-10-2"));
    expected.remove("block1.layer.0.convShortcut.weight");
    assertEquals(expected, names("wrn-10-1"));
  }

  @Test
  void vgg_counts_activations_and_pools() {
    List<String> names = names("vgg-11");
    var convolutions =
        names.stream()
            .filter(n -> n.endsWith(".running_mean"))
            .map(n -> Integer.parseInt(n.replaceAll("\\D", "")) - 1)
            .toList();
    // conv, bn, relu: three indices; a pool: one.
    assertEquals(List.of(0, 4, 8, 11, 15, 18, 22, 25), convolutions);
    assertEquals(
        List.of(
            "features.0.weight",
            "features.1.weight",
            "features.1.bias",
            "features.1.running_mean",
            "features.1.running_var",
            "features.4.weight"),
        names.subList(0, 6));
    assertEquals(linear("classifier"), names.subList(names.size() - 2, names.size()));
  }

  @ParameterizedTest
  @CsvSource({"conv-2, 2", "conv-6, 6", "lenet-5, 2"})
  void plain_networks_count_their_layers(String network, int convolutions) {
    var expected = new ArrayList<String>();
    for (int i = 1; i <= convolutions; i++) {
      expected.addAll(linear("conv" + i));
    }
    for (int i = 1; i <= 3; i++) {
      expected.addAll(linear("fc" + i));
    }
    assertEquals(expected, names(network));
  }
}
