package org.tombola.datasets;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.datasets.CatalogueEntry.Embedded;
import org.tombola.datasets.CatalogueEntry.Own;
import org.tombola.datasets.CatalogueEntry.Published;
import org.tombola.datasets.Normalisation.Channels;
import org.tombola.datasets.shapes.ShapePainter;
import org.tombola.engine.UnknownName;

/// Every data set there is; a new one is a line here.
final class Catalogue {
  private static final ImageShape GREY_28 = new ImageShape(1, 28, 28);
  private static final ImageShape COLOUR_32 = new ImageShape(3, 32, 32);
  private static final List<URI> TORONTO = List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));

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

  /// Krizhevsky 2009, the binary version. Mean and deviation of the training pictures' red, green
  /// and blue.
  private static final CifarFiles CIFAR_10 =
      new CifarFiles(
          new CifarFormat(COLOUR_32, List.of(10)),
          Channels.of(
              new Normalisation(0.4914, 0.2470),
              new Normalisation(0.4822, 0.2435),
              new Normalisation(0.4465, 0.2616)),
          10_000,
          10_000,
          List.of(
              new DataFile(
                  "data_batch_1.bin",
                  "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              new DataFile(
                  "data_batch_2.bin",
                  "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              new DataFile(
                  "data_batch_3.bin",
                  "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              new DataFile(
                  "data_batch_4.bin",
                  "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              new DataFile(
                  "data_batch_5.bin",
                  "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
              new DataFile(
                  "test_batch.bin",
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
          new Archive(
              "cifar-10-binary.tar.gz",
              "cifar-10-batches-bin",
              new PublishedSum.Md5("c32a1d4ab5d03f1284b67883e8d87530"),
              TORONTO));

  /// Krizhevsky 2009: a coarse label of 20, then the fine one. Only the archive's sum is published.
  private static final CifarFiles CIFAR_100 =
      new CifarFiles(
          new CifarFormat(COLOUR_32, List.of(20, 100)),
          Channels.of(
              new Normalisation(0.5071, 0.2675),
              new Normalisation(0.4867, 0.2565),
              new Normalisation(0.4408, 0.2761)),
          50_000,
          10_000,
          List.of(new DataFile("train.bin", ""), new DataFile("test.bin", "")),
          new Archive(
              "cifar-100-binary.tar.gz",
              "cifar-100-binary",
              new PublishedSum.Md5("03b5dce01913d631647c71ecec9e9cb8"),
              TORONTO));

  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private static final List<String> CLOTHES =
      List.of(
          "t-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  private static final List<String> ANIMALS_AND_VEHICLES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  static final List<CatalogueEntry> ENTRIES =
      List.of(
          new Embedded(
              "digits",
              "28x28 grey digits drawn by code, 60,000 + 10,000, the default",
              DIGITS,
              Digits::open),
          new Embedded(
              "shapes",
              "32x32 colour shapes drawn by code, 50,000 + 10,000, the default in colour",
              ShapePainter.classes(),
              Shapes::open),
          new Published("mnist", "28x28 grey handwritten digits, 60,000 + 10,000", DIGITS, MNIST),
          new Published(
              "fashion-mnist",
              "28x28 grey pictures of clothes, 60,000 + 10,000",
              CLOTHES,
              FASHION_MNIST),
          new Published(
              "cifar-10",
              "32x32 colour photographs, 10 classes, 50,000 + 10,000",
              ANIMALS_AND_VEHICLES,
              CIFAR_10),
          new Published(
              "cifar-100",
              "32x32 colour photographs, 100 classes, 50,000 + 10,000",
              List.of(),
              CIFAR_100),
          new Embedded("xor", "exclusive or: four points, two classes", List.of(), Xor::open),
          new Embedded(
              "xord", "which of four patterns are shown at five places", List.of(), Xord::open));

  private Catalogue() {}

  /// What a name of the user's own pictures starts with; the path follows.
  private static final String FOLDER = "folder:";

  /// @throws UnknownName with the nearest name, if one is near
  /// @throws DatasetException if it is `folder:` without a path that could be one
  static CatalogueEntry find(String name) {
    if (name.startsWith(FOLDER)) {
      return new Own(name, path(name.substring(FOLDER.length())));
    }
    return ENTRIES.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownName(
                    "dataset", name, ENTRIES.stream().map(CatalogueEntry::name).toList()));
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException _) {
      // No path either.
    }
    throw new DatasetException("'%s%s' names no folder; write folder:PATH".formatted(FOLDER, text));
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
