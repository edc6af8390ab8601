package dms.components.config;

import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one place where components are made: for a training run and for a user's pipeline alike. */
public final class ModelAssembler {
  private ModelAssembler() {}

  /**
   * Makes the model of a blueprint with fresh weights. Each component draws its weights from a seed
   * of its own, so that one component more or less leaves the others as they were.
   *
   * @param files what the components keep, by component name, then by file name
   * @param device where the parameters shall be
   * @param seed the same seed gives the same weights, bit for bit, on the same machine
   * @throws IOException when a file is missing or damaged
   */
  public static EncodersDecoders assemble(
      Blueprint blueprint,
      Map<String, Map<String, FileContent>> files,
      ComputeDevice device,
      long seed)
      throws IOException {
    NativeScope memory = NativeScope.open();
    boolean complete = false;
    try {
      ParameterTree parameters = new ParameterTree(device);
      Map<String, Component> components = new LinkedHashMap<>();
      for (Blueprint.Plan plan : blueprint.plans()) {
        device.seed(seed * 31 + plan.name().hashCode());
        Parts parts =
            new Parts(
                plan.name(),
                parameters.branch(plan.name()),
                components,
                files.getOrDefault(plan.name(), Map.of()));
        components.put(plan.name(), create(plan.type(), plan.config(), parts));
      }
      EncodersDecoders model =
          new EncodersDecoders(
              ofKind(Encoder.class, components),
              ofKind(Decoder.class, components),
              parameters,
              device,
              memory);
      complete = true;
      return model;
    } finally {
      memory.leave();
      if (!complete) {
        memory.close();
      }
    }
  }

  private static <C extends Record> Component create(
      ComponentType<C> type, Record config, Parts parts) throws IOException {
    return type.create().create(type.configClass().cast(config), parts);
  }

  private static <T> List<T> ofKind(Class<T> kind, Map<String, Component> components) {
    List<T> list = new ArrayList<>();
    components.values().stream().filter(kind::isInstance).map(kind::cast).forEach(list::add);
    return list;
  }
}
