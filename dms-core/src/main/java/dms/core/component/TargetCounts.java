package dms.core.component;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of targets that the losses of a model's decoders are means over.
 *
 * @param ofDecoder what {@link Decoder#targetCounts} tells, by the decoder's name, in the order of
 *     the decoders
 */
public record TargetCounts(Map<String, long[]> ofDecoder) {
  /** Keeps a copy in the given order. */
  public TargetCounts {
    ofDecoder = Collections.unmodifiableMap(new LinkedHashMap<>(ofDecoder));
  }

  /** All numbers one after the other. */
  public double[] flat() {
    return ofDecoder.values().stream().flatMapToLong(Arrays::stream).asDoubleStream().toArray();
  }

  /** Other numbers in the places of these. */
  public TargetCounts with(double... flat) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<String, long[]> entry : ofDecoder.entrySet()) {
      int end = from + entry.getValue().length;
      counts.put(entry.getKey(), Arrays.stream(flat, from, end).mapToLong(Math::round).toArray());
      from = end;
    }
    return new TargetCounts(counts);
  }

  /** Names of the decoders with a target. */
  public Set<String> present() {
    Set<String> names = new LinkedHashSet<>();
    ofDecoder.forEach(
        (name, counts) -> {
          if (Arrays.stream(counts).anyMatch(count -> count > 0)) {
            names.add(name);
          }
        });
    return names;
  }
}
