package dms.components.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A model without one of its components, for an ablation. What built on the component is rewired:
 * its name leaves lists and optional settings; a setting that must name something names what the
 * component itself built on, if exactly one of those offers what is asked. Encoders that nothing
 * builds on any more leave with it.
 *
 * @param encoders those that stay, by name
 * @param decoders those that stay, by name
 * @param changes what was done beyond leaving out the component, each a phrase such as {@code
 *     lemma.tag removed}
 */
public record LeaveOut(
    Map<String, ConfigObject> encoders, Map<String, ConfigObject> decoders, List<String> changes) {
  /** A name that no component has, to find out which settings name components. */
  private static final String PROBE = "probe-of-a-name";

  /** Copies what it is given. */
  public LeaveOut {
    encoders = Map.copyOf(encoders);
    decoders = Map.copyOf(decoders);
    changes = List.copyOf(changes);
  }

  /**
   * Leaves out a component.
   *
   * @param name of an encoder or a decoder of the model
   * @throws ConfigurationException when the rest cannot be wired without it; the message says why
   */
  public static LeaveOut of(Blueprint model, String name, ComponentRegistry registry) {
    Map<String, Blueprint.Plan> plans = new LinkedHashMap<>();
    model.plans().forEach(plan -> plans.put(plan.name(), plan));
    Map<String, ConfigObject> settings = new TreeMap<>(model.encoders());
    settings.putAll(model.decoders());
    List<String> changes = new ArrayList<>();
    settings.remove(name);
    for (Blueprint.Plan plan : model.plans()) {
      if (!plan.name().equals(name)) {
        new Rewiring(plan, plans.get(name), plans, changes).apply(settings);
      }
    }
    removeUnread(model, registry, settings, changes);
    LeaveOut rest =
        new LeaveOut(
            only(settings, model.encoders().keySet()),
            only(settings, model.decoders().keySet()),
            changes);
    Blueprint.of(rest.encoders, rest.decoders, registry);
    return rest;
  }

  private static Map<String, ConfigObject> only(
      Map<String, ConfigObject> settings, Set<String> names) {
    return settings.entrySet().stream()
        .filter(entry -> names.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Encoders that had readers in the whole model and have none now, until there are none. */
  private static void removeUnread(
      Blueprint model,
      ComponentRegistry registry,
      Map<String, ConfigObject> settings,
      List<String> changes) {
    Set<String> readBefore = read(model.plans());
    Set<String> unread;
    do {
      Map<String, ConfigObject> decoders = only(settings, model.decoders().keySet());
      Map<String, ConfigObject> encoders = only(settings, model.encoders().keySet());
      unread = new TreeSet<>(encoders.keySet());
      unread.retainAll(readBefore);
      unread.removeAll(read(Blueprint.of(encoders, decoders, registry).plans()));
      unread.forEach(encoder -> changes.add(encoder + " removed, as nothing builds on it"));
      settings.keySet().removeAll(unread);
    } while (!unread.isEmpty());
  }

  private static Set<String> read(List<Blueprint.Plan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.inputs().stream())
        .map(ComponentType.Input::name)
        .collect(Collectors.toSet());
  }

  /** Takes one component out of the settings of another. */
  private record Rewiring(
      Blueprint.Plan plan,
      Blueprint.Plan removed,
      Map<String, Blueprint.Plan> plans,
      List<String> changes) {

    void apply(Map<String, ConfigObject> all) {
      for (RecordComponent component : plan.config().getClass().getRecordComponents()) {
        String key = component.getName();
        ConfigObject settings = all.get(plan.name());
        if (names(settings.get(key)) && isWire(settings, key)) {
          all.put(plan.name(), rewired(settings, component));
        }
      }
    }

    private boolean names(ConfigValue value) {
      String name = removed.name();
      return value instanceof ConfigList list
          ? list.unwrapped().contains(name)
          : value != null && value.unwrapped().equals(name);
    }

    /** A column may be called as a component is; only a wire's value shows among the inputs. */
    private boolean isWire(ConfigObject settings, String key) {
      ConfigValue probe = ConfigValueFactory.fromAnyRef(PROBE);
      ConfigValue value =
          settings.get(key).valueType() == ConfigValueType.LIST
              ? ConfigValueFactory.fromIterable(List.of(PROBE))
              : probe;
      return bind(settings.withValue(key, value)).stream()
          .flatMap(config -> inputs(config).stream())
          .anyMatch(input -> input.name().equals(PROBE));
    }

    private ConfigObject rewired(ConfigObject settings, RecordComponent component) {
      String key = component.getName();
      if (settings.get(key) instanceof ConfigList list) {
        List<ConfigValue> rest =
            list.stream().filter(v -> !v.unwrapped().equals(removed.name())).toList();
        ConfigObject shorter = settings.withValue(key, ConfigValueFactory.fromIterable(rest));
        if (bind(shorter).isPresent()) {
          changes.add("%s.%s without it".formatted(plan.name(), key));
          return shorter;
        }
      } else if (component.getType() == Optional.class
          && bind(settings.withoutKey(key)).isPresent()) {
        changes.add("%s.%s removed".formatted(plan.name(), key));
        return settings.withoutKey(key);
      }
      String replacement = replacement(settings, key);
      changes.add("%s.%s = %s".formatted(plan.name(), key, replacement));
      ConfigValue value = ConfigValueFactory.fromAnyRef(replacement);
      return settings.withValue(
          key,
          settings.get(key).valueType() == ConfigValueType.LIST
              ? ConfigValueFactory.fromIterable(List.of(replacement))
              : value);
    }

    /** What the component that leaves built on, where that is one and offers what is asked. */
    private String replacement(ConfigObject settings, String key) {
      Class<?> capability =
          plan.inputs().stream()
              .filter(input -> input.name().equals(removed.name()))
              .findFirst()
              .orElseThrow()
              .capability();
      Set<String> candidates = new TreeSet<>();
      for (ComponentType.Input input : removed.inputs()) {
        if (capability.isAssignableFrom(plans.get(input.name()).type().componentClass())) {
          candidates.add(input.name());
        }
      }
      if (candidates.size() != 1) {
        throw new ConfigurationException(
            "%s.%s needs it: %s"
                .formatted(
                    plan.name(),
                    key,
                    candidates.isEmpty()
                        ? "nothing that it builds on offers a " + capability.getSimpleName()
                        : "what it builds on are several, " + candidates));
      }
      return candidates.iterator().next();
    }

    private Optional<Record> bind(ConfigObject settings) {
      try {
        return Optional.of(
            RecordBinder.bind(
                settings.withoutKey(Blueprint.TYPE), plan.path(), plan.config().getClass()));
      } catch (ConfigurationException e) {
        return Optional.empty();
      }
    }

    private List<ComponentType.Input> inputs(Record config) {
      return new Blueprint.Plan(plan.name(), plan.type(), config).inputs();
    }
  }
}
