package dms.core.batch;

/**
 * Name and type of a value in a {@link Batch}. Two keys are the same when both agree.
 *
 * @param <T> type of the value
 * @param name dotted name, such as {@code xpos.logits}; the component's name comes first
 * @param type class of the value
 */
public record BatchKey<T>(String name, Class<T> type) {
  /** A key of the component of that name. */
  public static <T> BatchKey<T> of(String component, String value, Class<T> type) {
    return new BatchKey<>(component + "." + value, type);
  }

  @Override
  public String toString() {
    return name + " (" + type.getSimpleName() + ")";
  }
}
