package dms.core.component;

import dms.core.batch.BatchKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts components in an order in which every key is written before it is read. */
final class KeyOrder {
  private KeyOrder() {}

  /**
   * Sorts, keeping the given order where the keys leave a choice.
   *
   * @param components to be sorted
   * @param available keys that are there before the first of them runs
   * @throws IllegalArgumentException when two components write one key, a key that is read has no
   *     writer, or components read each other's keys in a circle
   */
  static <C extends Component> List<C> sort(List<C> components, Collection<BatchKey<?>> available) {
    Map<BatchKey<?>, String> writers = writers(components, available);
    requireWriters(components, writers);
    List<C> remaining = new ArrayList<>(components);
    List<C> sorted = new ArrayList<>();
    Set<BatchKey<?>> present = new HashSet<>(available);
    while (!remaining.isEmpty()) {
      C next =
          remaining.stream()
              .filter(c -> present.containsAll(c.reads()))
              .findFirst()
              .orElseThrow(() -> circle(remaining, present, writers));
      remaining.remove(next);
      sorted.add(next);
      present.addAll(next.writes());
    }
    return List.copyOf(sorted);
  }

  private static Map<BatchKey<?>, String> writers(
      List<? extends Component> components, Collection<BatchKey<?>> available) {
    Map<BatchKey<?>, String> writers = new HashMap<>();
    available.forEach(key -> writers.put(key, "an encoder"));
    for (Component component : components) {
      for (BatchKey<?> key : component.writes()) {
        String other = writers.putIfAbsent(key, component.name());
        if (other != null) {
          throw new IllegalArgumentException(
              "%s and %s both write %s; a key has one writer"
                  .formatted(other, component.name(), key));
        }
      }
    }
    return writers;
  }

  private static void requireWriters(
      List<? extends Component> components, Map<BatchKey<?>, String> writers) {
    for (Component component : components) {
      for (BatchKey<?> key : component.reads()) {
        if (!writers.containsKey(key)) {
          throw new IllegalArgumentException(
              "%s reads %s, which nothing before it writes; keys that are written: %s"
                  .formatted(component.name(), key, names(writers.keySet())));
        }
      }
    }
  }

  private static IllegalArgumentException circle(
      List<? extends Component> remaining,
      Set<BatchKey<?>> present,
      Map<BatchKey<?>, String> writers) {
    Set<String> waiting = new LinkedHashSet<>();
    for (Component component : remaining) {
      component.reads().stream()
          .filter(key -> !present.contains(key))
          .forEach(key -> waiting.add(component.name() + " waits for " + writers.get(key)));
    }
    return new IllegalArgumentException(
        "components read each other's output in a circle: " + String.join(", ", waiting));
  }

  private static String names(Collection<BatchKey<?>> keys) {
    return keys.stream().map(BatchKey::name).sorted().collect(Collectors.joining(", ", "[", "]"));
  }
}
