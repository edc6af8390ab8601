package dms.train.optim;

import dms.core.component.LayerRates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where each parameter lies in the flat buffer: by component and rate, matrices before vectors.
 *
 * @param places every trainable parameter, by ascending offset
 * @param ranges what {@link FlatParameters#ranges()} tells
 * @param length size of the buffer, a whole number of {@link #ROW}s
 */
record FlatLayout(List<Place> places, List<FlatParameters.Range> ranges, long length) {
  /** A float sum of so many squares is exact to five digits, one of millions to three. */
  static final long ROW = 1024;

  /** 64 bytes: vector instructions then treat each parameter alike, wherever it lies. */
  private static final long ALIGNMENT = 16;

  /** A parameter and the offset of its first number. */
  record Place(Tensor parameter, long offset) {}

  /** What is stepped alike: parameters of one component with one rate. */
  private record Group(String component, double rate) {}

  /** Lays out those of the parameters that take gradients. */
  static FlatLayout of(Map<String, Tensor> parameters, LayerRates rates) {
    Map<String, Tensor> trainable = new LinkedHashMap<>(parameters);
    trainable.values().removeIf(parameter -> !parameter.requires_grad());
    check(trainable);
    List<Place> places = new ArrayList<>();
    List<FlatParameters.Range> ranges = new ArrayList<>();
    long offset = 0;
    for (var group : grouped(trainable, rates).entrySet()) {
      for (boolean matrices : new boolean[] {true, false}) {
        long start = offset;
        for (Tensor parameter : group.getValue()) {
          if (parameter.dim() >= 2 == matrices) {
            places.add(new Place(parameter, offset));
            offset += roundUp(parameter.numel(), ALIGNMENT);
          }
        }
        if (offset > start) {
          Group key = group.getKey();
          ranges.add(
              new FlatParameters.Range(key.component, key.rate, matrices, start, offset - start));
        }
      }
    }
    return new FlatLayout(List.copyOf(places), List.copyOf(ranges), roundUp(offset, ROW));
  }

  private static long roundUp(long length, long unit) {
    return (length + unit - 1) / unit * unit;
  }

  private static Map<Group, List<Tensor>> grouped(
      Map<String, Tensor> parameters, LayerRates rates) {
    Map<Group, List<Tensor>> groups = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) ->
            groups
                .computeIfAbsent(
                    new Group(name.split("\\.", 2)[0], rates.rate(name)),
                    group -> new ArrayList<>())
                .add(parameter));
    return groups;
  }

  private static void check(Map<String, Tensor> parameters) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "parameters: expected at least one that takes gradients, found none");
    }
    Map<Long, String> nameByAddress = new HashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          ScalarType type = parameter.scalar_type().intern();
          if (type != ScalarType.Float) {
            throw new IllegalArgumentException(
                "parameter " + name + ": expected 32-bit floats, found " + type);
          }
          // An empty parameter has no address.
          Optional<Long> address = Optional.ofNullable(parameter.data_ptr()).map(Pointer::address);
          String other = address.map(a -> nameByAddress.put(a, name)).orElse(null);
          if (other != null) {
            throw new IllegalArgumentException(
                "parameters %s and %s are the same memory; register it once"
                    .formatted(other, name));
          }
        });
  }
}
