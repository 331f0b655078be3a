package org.tombola.datasets;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.datasets.CatalogueEntry.Embedded;
import org.tombola.datasets.CatalogueEntry.Published;
import org.tombola.engine.UnknownName;

/// Every data set there is; a new one is a line here.
final class Catalogue {
  private static final ImageShape GREY_28 = new ImageShape(1, 28, 28);

  /// LeCun, Cortes and Burges 1998. The authors' own site no longer serves the files.
  private static final IdxFiles MNIST =
      new IdxFiles(
          GREY_28,
          10,
          new Normalisation(0.1307, 0.3081),
          files(
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")));

  /// Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747.
  private static final IdxFiles FASHION_MNIST =
      new IdxFiles(
          GREY_28,
          10,
          new Normalisation(0.2860, 0.3530),
          files(
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
          List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")));

  static final List<CatalogueEntry> ENTRIES =
      List.of(
          new Embedded(
              "digits",
              "28x28 grey digits drawn by code, 60,000 + 10,000, the default",
              Digits::open),
          new Published("mnist", "28x28 grey handwritten digits, 60,000 + 10,000", MNIST),
          new Published(
              "fashion-mnist", "28x28 grey pictures of clothes, 60,000 + 10,000", FASHION_MNIST),
          new Embedded("xor", "exclusive or: four points, two classes", Xor::open));

  private Catalogue() {}

  /// @throws UnknownName with the nearest name, if one is near
  static CatalogueEntry find(String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownName(
                    "dataset", name, ENTRIES.stream().map(CatalogueEntry::name).toList()));
  }

  /// @param sums in the order of [IdxFiles#files]
  private static List<DataFile> files(String... sums) {
    List<String> names =
        List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");
    return IntStream.range(0, names.size())
        .mapToObj(i -> new DataFile(names.get(i), sums[i]))
        .toList();
  }
}
