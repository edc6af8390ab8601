package dms.core.component;

/**
 * Implemented by components that want some of their parameters to learn faster or more slowly than
 * others, such as the lower layers of a pretrained encoder.
 */
@FunctionalInterface
public interface LayerRates {
  /**
   * Factor on the learning rate of a parameter.
   *
   * @param parameter its full name
   * @return at least 0 and finite
   */
  double rate(String parameter);
}
