package dms.hub.catalogue;

import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Models in jars on the class path. */
@FunctionalInterface
public interface ClassPathSource {
  /**
   * The model of that name, if a jar has it.
   *
   * @param name {@code NAME} for the newest there, or {@code NAME@VERSION}
   * @throws IOException when it is there and damaged, or cannot be read
   */
  Optional<Bundle> find(String name) throws IOException;

  /**
   * The names of all of them.
   *
   * @throws IOException when they cannot be read
   */
  default List<String> names() throws IOException {
    return List.of();
  }
}
