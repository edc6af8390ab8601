package dms.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The boundaries of this module, as those of the others are held by ArchitectureTest there. */
class ArchitectureTest {
  private static final JavaClasses BENCHMARKS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dms.bench");

  @Test
  void benchmarksKnowNothingOfHowTheyAreRunAndTold() {
    noClasses()
        .that()
        .resideInAPackage("dms.bench")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dms.bench.run..", "dms.bench.report..", "dms.bench.cli..")
        .check(BENCHMARKS);
    slices().matching("dms.bench.(*)..").should().beFreeOfCycles().check(BENCHMARKS);
  }

  @Test
  void onlyTheCommandEndsTheProcess() {
    noClasses()
        .that()
        .resideInAPackage("dms.bench..")
        .and()
        .resideOutsideOfPackage("dms.bench.cli")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(BENCHMARKS);
  }
}
