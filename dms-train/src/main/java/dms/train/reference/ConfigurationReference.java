package dms.train.reference;

import dms.components.config.ComponentRegistry;
import dms.components.config.ComponentType;
import dms.components.config.SettingDescription;
import dms.components.setting.NearestName;
import dms.train.RunConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;

/**
 * Everything that a configuration can say. Found by walking through the records from {@link
 * RunConfig} and from every registered component type, so nothing can be missing.
 */
public final class ConfigurationReference {
  private static final String ROOT = "run";

  private final List<Section> sections;

  /** The reference of a run whose components are of those types. */
  public ConfigurationReference(ComponentRegistry registry) {
    Walk walk = new Walk();
    walk.add(ROOT, Section.Kind.RUN, "the root of a configuration file", RunConfig.class);
    List<ComponentType<?>> types = new ArrayList<>(registry.types());
    for (Section.Kind kind : List.of(Section.Kind.ENCODER, Section.Kind.DECODER)) {
      types.stream()
          .filter(type -> type.isEncoder() == (kind == Section.Kind.ENCODER))
          .forEach(type -> walk.add(type.name(), kind, purpose(type), type.configClass()));
    }
    this.sections = walk.sections();
  }

  /** The reference of this installation: of all component types on the class path. */
  public static ConfigurationReference load() {
    return new ConfigurationReference(ComponentRegistry.load());
  }

  private static String purpose(ComponentType<?> type) {
    return type.purpose()
        .orElse("a component of the class " + type.componentClass().getSimpleName());
  }

  /** The run with its sections, then the encoders, then the decoders. */
  public List<Section> sections() {
    return sections;
  }

  /**
   * The section of that name; more than one where a component type is named like a section of a
   * run.
   *
   * @throws IllegalArgumentException when there is none, with the nearest name
   */
  public List<Section> named(String name) {
    List<Section> found = sections.stream().filter(s -> s.name().equals(name)).toList();
    if (found.isEmpty()) {
      TreeSet<String> known = new TreeSet<>();
      sections.forEach(section -> known.add(section.name()));
      throw new IllegalArgumentException(
          "unknown component type or section '%s'%s; known: %s"
              .formatted(name, NearestName.suggestion(name, known), String.join(", ", known)));
    }
    return found;
  }

  /** Visits each record once, the run's before the components', near ones before far ones. */
  private static final class Walk {
    private record Step(
        String name, Section.Kind kind, String purpose, Class<? extends Record> type) {}

    private final Map<Class<?>, String> names = new HashMap<>();
    private final Queue<Step> waiting = new ArrayDeque<>();
    private final List<Section> sections = new ArrayList<>();

    void add(String name, Section.Kind kind, String purpose, Class<? extends Record> type) {
      names.putIfAbsent(type, name);
      waiting.add(new Step(name, kind, purpose, type));
      for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
        sections.add(section(step));
      }
    }

    private Section section(Step step) {
      List<Section.Entry> entries = new ArrayList<>();
      for (SettingDescription setting : SettingDescription.of(step.type)) {
        setting.section().ifPresent(type -> await(step, setting, type));
        entries.add(new Section.Entry(setting, setting.section().map(names::get)));
      }
      return new Section(step.name, step.kind, step.purpose, entries);
    }

    private void await(Step from, SettingDescription setting, Class<? extends Record> type) {
      String name = from.name.equals(ROOT) ? setting.key() : from.name + "." + setting.key();
      if (names.putIfAbsent(type, name) == null) {
        waiting.add(new Step(name, from.kind, setting.doc(), type));
      }
    }

    List<Section> sections() {
      return List.copyOf(sections);
    }
  }
}
