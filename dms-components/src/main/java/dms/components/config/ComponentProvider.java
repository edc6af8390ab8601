package dms.components.config;

import java.util.List;

/**
 * Adds component types. Implementations are found by {@link java.util.ServiceLoader}, so a project
 * that depends on this one adds an encoder or decoder without changing it.
 */
public interface ComponentProvider {
  /** The types that this provider adds. */
  List<ComponentType<?>> types();
}
