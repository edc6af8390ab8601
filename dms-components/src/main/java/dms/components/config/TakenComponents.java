package dms.components.config;

import dms.components.setting.Setting;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The components that a model takes over, trained, from another one: those of the same name and
 * type whose settings mean the same.
 *
 * <ul>
 *   <li>A setting that is {@link Setting#changeable} may have another value.
 *   <li>A file that a setting names may lie elsewhere: what a component needs of it is kept beside
 *       its weights. Whether there is one must be the same.
 *   <li>Every other setting must have the same value. Equal shapes alone would prove nothing: a
 *       tagger of another column has the same.
 * </ul>
 *
 * @param names in alphabetical order
 * @param otherFiles settings that name other files than those that were read, which are not read
 */
public record TakenComponents(SortedSet<String> names, List<String> otherFiles) {
  /** Copies both. */
  public TakenComponents {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    otherFiles = List.copyOf(otherFiles);
  }

  /**
   * Compares two models.
   *
   * @param model to be trained
   * @param trained components that are there
   * @param fresh names of components that are not to be taken
   * @throws ConfigurationException listing each difference between components of the same name, or
   *     when there is nothing to take
   */
  public static TakenComponents of(Blueprint model, Blueprint trained, Collection<String> fresh) {
    Map<String, Blueprint.Plan> there = new TreeMap<>();
    trained.plans().forEach(plan -> there.put(plan.name(), plan));
    TreeSet<String> names = new TreeSet<>();
    List<String> otherFiles = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Blueprint.Plan plan : model.plans()) {
      Blueprint.Plan other = there.get(plan.name());
      if (other != null && !fresh.contains(plan.name())) {
        names.add(plan.name());
        compare(plan, other, otherFiles, problems);
      }
    }
    if (names.isEmpty()) {
      problems.add(
          "expected a component of the model that is fine-tuned and that is not to be learnt afresh; it has %s"
              .formatted(there.keySet()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new TakenComponents(names, otherFiles);
  }

  private static void compare(
      Blueprint.Plan plan, Blueprint.Plan other, List<String> otherFiles, List<String> problems) {
    if (!plan.type().name().equals(other.type().name())) {
      problems.add(problem(plan.path() + ".type", other.type().name(), plan.type().name(), plan));
      return;
    }
    RecordShape shape = new RecordShape(plan.config().getClass());
    for (RecordComponent setting : shape.components()) {
      String path = plan.path() + "." + setting.getName();
      Object now = shape.valueOf(plan.config(), setting);
      Object then = shape.valueOf(other.config(), setting);
      if (Objects.equals(now, then) || RecordShape.setting(setting).changeable()) {
        continue;
      }
      if (isFile(now) && isFile(then)) {
        otherFiles.add(path);
      } else {
        problems.add(problem(path, shown(then), shown(now), plan));
      }
    }
  }

  private static String problem(String path, String then, String now, Blueprint.Plan plan) {
    return "%s: the model that is fine-tuned has %s, found %s; set the same, or name %s in training.fresh to learn it afresh"
        .formatted(path, then, now, plan.name());
  }

  private static boolean isFile(Object value) {
    return value instanceof Path
        || value instanceof Optional<?> optional
            && optional.filter(Path.class::isInstance).isPresent()
        || value instanceof List<?> list
            && !list.isEmpty()
            && list.stream().allMatch(Path.class::isInstance);
  }

  private static String shown(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(TakenComponents::shown).orElse("none");
    }
    return value instanceof Enum<?> constant ? RecordShape.written(constant) : value.toString();
  }
}
