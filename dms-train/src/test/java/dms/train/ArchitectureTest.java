package dms.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The boundaries of modules and packages, as docs/architecture.md draws them. */
class ArchitectureTest {
  private static final JavaClasses DMS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dms");

  @Test
  void modulesDependInOneDirectionOnly() {
    noClasses()
        .that()
        .resideInAPackage("dms.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dms.components..", "dms.hub..", "dms.train..", "dms.bench..")
        .check(DMS);
    noClasses()
        .that()
        .resideInAPackage("dms.components..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dms.hub..", "dms.train..", "dms.bench..")
        .check(DMS);
    noClasses()
        .that()
        .resideInAPackage("dms.hub..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dms.train..", "dms.bench..")
        .check(DMS);
  }

  @Test
  void nativeBindingsAreUsedInTheirPackagesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dms.core.tensor..",
            "dms.core.weights..",
            "dms.components.encoder..",
            "dms.components.decoder..",
            "dms.components.layer..",
            "dms.train.optim..",
            "dms.train.parallel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(DMS);
  }

  @Test
  void nothingButItsAdaptersNeedsOpenNlp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dms.hub.opennlp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("opennlp..")
        .check(DMS);
  }

  @Test
  void packagesOfAModuleFormNoCircle() {
    for (String module : List.of("core", "components", "hub", "train")) {
      slices().matching("dms.%s.(*)..".formatted(module)).should().beFreeOfCycles().check(DMS);
    }
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dms.train.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(DMS);
  }

  @Test
  void librariesPrintNothing() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dms.hub.cli..", "dms.train.cli..", "dms.bench..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(DMS);
  }

  /** ClassPathModels opens what class loaders found, from where they load classes too. */
  @Test
  void onlyTheGateLeadsToTheNetwork() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dms.hub.catalogue.NetworkGate")
        .and()
        .doNotHaveFullyQualifiedName("dms.hub.archive.ClassPathModels")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.http.HttpClient")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(Socket|URLConnection|HttpURLConnection|DatagramSocket)"
                + "|java\\.nio\\.channels\\.(SocketChannel|AsynchronousSocketChannel)")
        .orShould()
        .callMethod(URL.class, "openStream")
        .orShould()
        .callMethod(URL.class, "openConnection")
        .check(DMS);
  }

  @Test
  void noClassHasStaticStateThatChanges() {
    Set<String> mutable = new TreeSet<>();
    DMS.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
        .map(JavaField::getFullName)
        .forEach(mutable::add);
    assertThat(mutable).isEmpty();
  }

  @Test
  void noPackageIsSplitOverTwoModules() {
    Map<String, Set<String>> modules = new TreeMap<>();
    DMS.forEach(
        type ->
            modules
                .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                .add(moduleOf(type.getSource().orElseThrow().getUri().toString())));
    assertThat(modules.values()).allSatisfy(names -> assertThat(names).hasSize(1));
  }

  private static String moduleOf(String uri) {
    return uri.replaceFirst(".*/(dms-[a-z]+|benchmarks)/target/.*", "$1");
  }

  @Test
  void configurationsAreRecords() {
    classes().that().haveSimpleNameEndingWith("Config").should().beRecords().check(DMS);
  }
}
