package org.tombola.bench;

import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/// Rules between packages that no module descriptor can state, over the classes of every module.
@AnalyzeClasses(packages = "org.tombola", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ENGINE = "org.tombola.engine..";
  private static final String KERNELS = "org.tombola.kernels..";
  private static final String CPU = "org.tombola.kernels.cpu..";
  private static final String CUDA = "org.tombola.kernels.cuda..";
  private static final String NN = "org.tombola.nn..";
  private static final String DATASETS = "org.tombola.datasets..";
  private static final String LOTTERY = "org.tombola.lottery..";
  private static final String CLI = "org.tombola.lottery.cli..";
  private static final String LAUNCHER = "org.tombola.launcher..";
  private static final String BENCH = "org.tombola.bench..";
  private static final String BENCH_CLI = "org.tombola.bench.cli..";

  private static GivenClassesConjunction noClassIn(String... packages) {
    return ArchRuleDefinition.noClasses().that().resideInAnyPackage(packages);
  }

  private static GivenClassesConjunction noClassOutside(String... packages) {
    return ArchRuleDefinition.noClasses().that().resideOutsideOfPackages(packages);
  }

  /// The benchmarks build the kernels' ideas up again, rung by rung.
  @ArchTest
  static final ArchRule the_incubating_vector_api_is_used_by_the_cpu_kernels_and_benchmarks_alone =
      noClassOutside(CPU, BENCH).should().dependOnClassesThat().resideInAPackage("jdk.incubator..");

  /// The launcher reports what no program is there yet to report.
  @ArchTest
  static final ArchRule only_the_command_lines_and_the_launcher_print =
      noClassOutside(CLI, LAUNCHER, BENCH_CLI)
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.IO");

  @ArchTest
  static final ArchRule the_engine_knows_nothing_above_it =
      noClassIn(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KERNELS, NN, DATASETS, LOTTERY, LAUNCHER, BENCH);

  @ArchTest
  static final ArchRule networks_and_data_know_neither_each_other_nor_the_laboratory =
      noClassIn(NN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KERNELS, DATASETS, LOTTERY, LAUNCHER, BENCH);

  @ArchTest
  static final ArchRule data_knows_only_the_engine =
      noClassIn(DATASETS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KERNELS, NN, LOTTERY, LAUNCHER, BENCH);

  @ArchTest
  static final ArchRule kernels_know_only_the_engine =
      noClassIn(KERNELS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NN, DATASETS, LOTTERY, LAUNCHER, BENCH);

  @ArchTest
  static final ArchRule kernels_are_reached_through_the_engine =
      noClassOutside(KERNELS, BENCH).should().dependOnClassesThat().resideInAPackage(KERNELS);

  @ArchTest
  static final ArchRule other_peoples_kernels_are_used_by_the_benchmarks_alone =
      noClassOutside(BENCH).should().dependOnClassesThat().resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule packages_of_the_benchmarks_form_no_cycle =
      slices().matching("org.tombola.bench.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_two_kernel_modules_do_not_meet =
      noClassIn(CPU).should().dependOnClassesThat().resideInAPackage(CUDA);

  @ArchTest
  static final ArchRule modules_form_no_cycle =
      slices().matching("org.tombola.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_laboratory_form_no_cycle =
      slices().matching("org.tombola.lottery.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_networks_form_no_cycle =
      slices().matching("org.tombola.nn.(**)").should().beFreeOfCycles();
}
