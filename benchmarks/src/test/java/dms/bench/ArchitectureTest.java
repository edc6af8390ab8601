package dms.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
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
  void onlyProgramsEndTheProcess() {
    List<JavaMethodCall> exits =
        BENCHMARKS.stream()
            .flatMap(caller -> caller.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isEquivalentTo(System.class))
            .filter(call -> call.getName().equals("exit"))
            .toList();
    assertThat(exits).isNotEmpty().allMatch(call -> call.getOrigin().getName().equals("main"));
  }
}
