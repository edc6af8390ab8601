package dms.components.config;

import dms.components.setting.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The component types that a configuration can name. */
public final class ComponentRegistry {
  private final Map<String, ComponentType<?>> types = new TreeMap<>();

  /**
   * A registry of those types.
   *
   * @throws IllegalArgumentException when two have the same name
   */
  public ComponentRegistry(Collection<ComponentType<?>> types) {
    for (ComponentType<?> type : types) {
      ComponentType<?> other = this.types.putIfAbsent(type.name(), type);
      if (other != null) {
        throw new IllegalArgumentException(
            "component type %s is offered by both %s and %s"
                .formatted(
                    type.name(),
                    other.componentClass().getName(),
                    type.componentClass().getName()));
      }
    }
  }

  /** The types of every {@link ComponentProvider} on the class path. */
  public static ComponentRegistry load() {
    return new ComponentRegistry(
        ServiceLoader.load(ComponentProvider.class).stream()
            .flatMap(provider -> provider.get().types().stream())
            .toList());
  }

  /** Every type, by name. */
  public Collection<ComponentType<?>> types() {
    return List.copyOf(types.values());
  }

  /**
   * The type of that name.
   *
   * @param path path in the configuration, for the message
   * @throws ConfigurationException when there is none, with the nearest known name
   */
  public ComponentType<?> type(String name, String path) {
    ComponentType<?> type = types.get(name);
    if (type == null) {
      throw new ConfigurationException(
          "%s: unknown component type '%s'%s; known types: %s"
              .formatted(
                  path,
                  name,
                  NearestName.suggestion(name, types.keySet()),
                  String.join(", ", types.keySet())));
    }
    return type;
  }
}
