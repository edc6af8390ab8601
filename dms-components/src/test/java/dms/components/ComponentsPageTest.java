package dms.components;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dms.components.config.ComponentType;
import dms.components.config.PaperComponents;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.Gradients;
import dms.core.tensor.Ids;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/components.md says of every component type what its components do. */
class ComponentsPageTest {
  private static final Pattern SECTION =
      Pattern.compile("^### `([^`]+)`\\n(.*?)(?=^#|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (reads|writes) \\| `(\\w+)\\.(\\w+)` \\| ([^|]+) \\| (?:\\((.*)\\) )?\\|$",
          Pattern.MULTILINE);
  private static final Pattern OFFERS =
      Pattern.compile("^Offers (.*?)\\. Paper: .+\\.$", Pattern.MULTILINE);

  /** A line of a table. */
  private record Row(boolean writes, String owner, String value, boolean plain, List<String> axes) {
    static Row of(MatchResult match) {
      String axes = match.group(5);
      return new Row(
          match.group(1).equals("writes"),
          match.group(2),
          match.group(3),
          match.group(4).contains("plain"),
          axes == null ? List.of() : List.of(axes.split(", ")));
    }
  }

  static List<ComponentType<?>> types() {
    return new PaperComponents().types();
  }

  private static Map<String, String> sections() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/components.md"))) {
      folder = folder.getParent();
    }
    String page = Files.readString(folder.resolve("docs/components.md"));
    Map<String, String> sections = new LinkedHashMap<>();
    SECTION.matcher(page).results().forEach(m -> sections.put(m.group(1), m.group(2)));
    return sections;
  }

  private static List<Row> rows(ComponentType<?> type) throws IOException {
    assertThat(sections()).as("docs/components.md lacks a section").containsKey(type.name());
    return ROW.matcher(sections().get(type.name())).results().map(Row::of).toList();
  }

  @Test
  void everyTypeHasASectionAndEverySectionAType() throws IOException {
    assertThat(sections().keySet())
        .as("sections of docs/components.md, one '### `type`' for each registered type")
        .containsExactlyInAnyOrderElementsOf(types().stream().map(ComponentType::name).toList());
  }

  @ParameterizedTest
  @MethodSource("types")
  void itsTableHasTheKeysThatItsComponentsReadAndWrite(ComponentType<?> type) throws IOException {
    Set<String> told = new TreeSet<>();
    rows(type).forEach(row -> told.add((row.writes ? "writes " : "reads ") + row.value));
    Set<String> real = new TreeSet<>();
    forEachOf(
        type,
        Mode.TRAINING,
        (component, batch) -> {
          component.reads().forEach(key -> real.add("reads " + valueOf(key)));
          component.writes().forEach(key -> real.add("writes " + valueOf(key)));
        });
    assertThat(told).as("keys of %s in docs/components.md", type.name()).isEqualTo(real);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aKeyBelongsToTheComponentOrToOneThatASettingNames(ComponentType<?> type) throws IOException {
    List<String> settings =
        Arrays.stream(type.configClass().getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    for (Row row : rows(type)) {
      assertThat(row.writes ? List.of("name") : settings).as(row.toString()).contains(row.owner);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void theShapesAreThoseOfTheValues(ComponentType<?> type) throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    rows(type).forEach(row -> rows.put(row.writes + row.value, row));
    for (Mode mode : Mode.values()) {
      forEachOf(
          type,
          mode,
          (component, batch) -> {
            component.reads().forEach(k -> check(rows.get("false" + valueOf(k)), k, batch));
            component.writes().forEach(k -> check(rows.get("true" + valueOf(k)), k, batch));
          });
    }
  }

  private static void check(Row row, BatchKey<?> key, Batch batch) {
    if (!batch.has(key)) {
      return;
    }
    Object value = batch.get(key);
    assertThat(row).as("%s in docs/components.md", key).isNotNull();
    long[] shape = new long[0];
    if (value instanceof Tensor tensor) {
      shape = tensor.shape();
      assertThat(row.plain).as("%s is a tensor, not plain", key).isFalse();
    } else if (value instanceof Ids ids) {
      shape = ids.shape();
      assertThat(row.plain).as("%s is plain", key).isTrue();
    }
    assertThat(row.axes).as("axes of %s, %s", key, Arrays.toString(shape)).hasSize(shape.length);
    for (int i = 0; i < shape.length; i++) {
      if (row.axes.get(i).equals("batch")) {
        assertThat(shape[i]).as("batch of %s", key).isEqualTo(batch.size());
      } else if (row.axes.get(i).equals("tokens")) {
        assertThat(shape[i]).as("tokens of %s", key).isEqualTo(batch.maxTokens());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void itsCapabilitiesAreTheInterfacesOfItsClass(ComponentType<?> type) throws IOException {
    rows(type);
    List<MatchResult> lines = OFFERS.matcher(sections().get(type.name())).results().toList();
    assertThat(lines).as("the line 'Offers …. Paper: ….' of %s", type.name()).hasSize(1);
    Set<String> told =
        Pattern.compile("`(\\w+)`")
            .matcher(lines.get(0).group(1))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(told)
        .isEqualTo(
            Arrays.stream(type.componentClass().getInterfaces())
                .filter(offer -> offer != Encoder.class && offer != Decoder.class)
                .filter(offer -> offer.getPackageName().startsWith("dms.components"))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet()));
  }

  private static String valueOf(BatchKey<?> key) {
    return key.name().substring(key.name().lastIndexOf('.') + 1);
  }

  /** Runs all models of the table of laws that are there for a type, and visits its components. */
  private static void forEachOf(
      ComponentType<?> type, Mode mode, BiConsumer<Component, Batch> visit) {
    for (ComponentCase model : ComponentCase.all()) {
      if (!model.type().equals(type.name())) {
        continue;
      }
      Config config = ConfigFactory.parseString(model.hocon()).resolve();
      try (EncodersDecoders made = model.assemble(1);
          Batch batch = new Batch(Sentences.demo(4), mode, 7)) {
        made.prepare(batch);
        batch.open(made.device());
        Gradients.without(() -> made.forward(batch));
        Stream.<Component>concat(made.encoders().stream(), made.decoders().stream())
            .filter(component -> typeOf(component, config).equals(type.name()))
            .forEach(component -> visit.accept(component, batch));
      }
    }
  }

  private static String typeOf(Component component, Config config) {
    String path = (component instanceof Encoder ? "encoders." : "decoders.") + component.name();
    return config.getString(path + ".type");
  }
}
