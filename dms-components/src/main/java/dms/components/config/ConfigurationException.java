package dms.components.config;

import java.util.List;

/** A configuration that cannot be used; the message says where, what was expected and what came. */
public final class ConfigurationException extends IllegalArgumentException {
  private final List<String> problems;

  /** An exception with one problem. */
  public ConfigurationException(String problem) {
    this(List.of(problem));
  }

  /** An exception with one problem and the exception that revealed it. */
  public ConfigurationException(String problem, Throwable cause) {
    super(problem, cause);
    this.problems = List.of(problem);
  }

  /**
   * An exception with every problem found, each a sentence of its own.
   *
   * @throws IllegalArgumentException if there is no problem
   */
  public ConfigurationException(List<String> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, in the order in which they were met. */
  public List<String> problems() {
    return problems;
  }

  private static String message(List<String> problems) {
    return switch (problems.size()) {
      case 0 -> throw new IllegalArgumentException("problems: expected at least one, found none");
      case 1 -> problems.get(0);
      default ->
          problems.size()
              + " problems in the configuration:\n  - "
              + String.join("\n  - ", problems);
    };
  }
}
