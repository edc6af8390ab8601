package dms.train.experiment;

import java.util.Arrays;

/**
 * Mean and spread of some values.
 *
 * @param mean of them
 * @param deviation standard deviation of the population they are a sample of (divided by n - 1);
 *     not a number for a single value
 */
record Spread(double mean, double deviation) {

  /** Of one value or more; not a number for none. */
  static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Spread(
        mean, values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
  }
}
