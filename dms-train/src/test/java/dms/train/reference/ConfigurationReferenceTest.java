package dms.train.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigObject;
import dms.components.config.ComponentRegistry;
import dms.components.config.ComponentType;
import dms.components.setting.Setting;
import dms.core.component.Encoder;
import dms.train.Repository;
import dms.train.eval.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference tells every setting, and docs/configuration.md is the reference. */
class ConfigurationReferenceTest {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  private record Part(@Setting(doc = "a part's", orElse = "1") int size) {}

  private record Everything(
      @Setting(doc = "first | second, <b> and *c*", unit = "tokens") int whole,
      @Setting(doc = "doc", orElse = "0.5") double real,
      @Setting(doc = "doc", orElse = "true") boolean truth,
      @Setting(doc = "doc", orElse = "\"\"") String text,
      @Setting(doc = "doc", orElse = "dark-blue") Colour colour,
      @Setting(doc = "doc") Optional<Path> file,
      @Setting(doc = "doc", orElse = "[]") List<String> names,
      @Setting(doc = "doc", orElse = "[]") List<Colour> colours,
      @Setting(doc = "doc", orElse = "{}") Map<String, Double> factors,
      @Setting(doc = "doc", orElse = "{}") Map<String, ConfigObject> free,
      @Setting(doc = "the parts", orElse = "[]") List<Part> parts,
      @Setting(doc = "named parts", orElse = "{}") Map<String, Part> named,
      @Setting(doc = "one part", orElse = "{}") Part part) {}

  private static ConfigurationReference reference() {
    ComponentType<Everything> type =
        new ComponentType<>(
            "every-thing",
            Encoder.class,
            Everything.class,
            config -> List.of(),
            (config, corpus) -> Map.of(),
            (config, parts) -> {
              throw new IllegalStateException("described only");
            });
    return new ConfigurationReference(new ComponentRegistry(List.of(type)));
  }

  static List<String> pages() {
    return ConfigurationReference.load().sections().stream().map(TerminalPage::of).toList();
  }

  @Test
  void thePageInTheRepositoryIsTheOneThatTheRecordsTell() throws IOException {
    assertThat(Repository.file("docs/configuration.md"))
        .as("stale; renew it with: " + MarkdownPage.COMMAND)
        .content()
        .isEqualTo(MarkdownPage.of(ConfigurationReference.load()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "whole ~  integer ~ required ~ 'tokens ' ~ first \\| second, &lt;b> and \\*c\\*",
        "real ~   number ~ `0.5` ~ '' ~ doc",
        "truth ~  true/false ~ `true` ~ '' ~ doc",
        "text ~   text ~ `\"\"` ~ '' ~ doc",
        "colour ~ one of red, dark-blue ~ `dark-blue` ~ '' ~ doc",
        "file ~   optional path ~ absent ~ '' ~ doc",
        "names ~  list of text ~ `[]` ~ '' ~ doc",
        "colours ~ list of any of red, dark-blue ~ `[]` ~ '' ~ doc",
        "factors ~ numbers by name ~ `{}` ~ '' ~ doc",
        "free ~   settings by name ~ `{}` ~ '' ~ doc",
        "parts ~  list of sections [every-thing.parts](#every-thingparts) ~ `[]` ~ '' ~ the parts",
        "named ~  sections by name [every-thing.parts](#every-thingparts) ~ `{}` ~ '' ~ named parts",
        "part ~   section [every-thing.parts](#every-thingparts) ~ its defaults ~ '' ~ one part"
      })
  void aSettingHasTypeDefaultUnitAndMeaning(
      String key, String type, String orElse, String unit, String doc) {
    assertThat(MarkdownPage.of(reference()).lines())
        .contains("| `%s` | %s | %s | %s| %s |".formatted(key, type, orElse, unit, doc));
  }

  @Test
  void everyMetricThatCanBeSelectedByIsTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.parse("", List.of("NAME")))
        .satisfies(
            e -> {
              String[] metrics = e.getMessage().replaceFirst(".*there are ", "").split(", ");
              assertThat(metrics).hasSizeGreaterThan(9);
              assertThat(doc("selection", "metric")).contains(metrics);
            });
  }

  private static String doc(String section, String key) {
    return ConfigurationReference.load().named(section).get(0).settings().stream()
        .filter(entry -> entry.setting().key().equals(key))
        .map(entry -> entry.setting().doc())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecordThatStandsInTwoPlacesIsDescribedOnce() {
    assertThat(reference().sections())
        .extracting(Section::name)
        .contains("run", "data", "training", "every-thing", "every-thing.parts")
        .doesNotContain("every-thing.part")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySectionFitsATerminal(String page) {
    assertThat(page.lines()).allMatch(line -> line.length() <= TerminalPage.WIDTH);
  }

  @Test
  void everyTypeOfThisProjectSaysWhatItIsFor() {
    for (ComponentType<?> type : ComponentRegistry.load().types()) {
      assertThat(type.purpose())
          .as("annotate %s with @Purpose", type.componentClass())
          .hasValueSatisfying(line -> assertThat(line).matches("\\p{Ll}.*[^.]"));
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearestOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigurationReference.load().named("optimiser"))
        .withMessageContaining("'optimiser'; did you mean optimizer?")
        .withMessageContaining("lemmatizer");
  }

  @Test
  void theWholePageIsReadableAsText() throws IOException {
    assertThat(Files.readAllLines(Repository.file("docs/configuration.md")))
        .filteredOn(line -> !line.startsWith("|"))
        .allMatch(line -> line.length() <= 125);
  }
}
