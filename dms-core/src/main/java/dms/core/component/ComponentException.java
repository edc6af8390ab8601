package dms.core.component;

/**
 * A component failed: names the component, the step and the batch, and keeps the reason as its
 * cause.
 */
public final class ComponentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param component name of the component
   * @param step what it was doing, such as {@code forward}
   * @param batch description of the batch it was doing it to
   * @param cause what went wrong
   */
  public ComponentException(String component, String step, String batch, RuntimeException cause) {
    super("%s: %s of %s: %s".formatted(component, step, batch, firstLine(cause)), cause);
  }

  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse("");
  }
}
