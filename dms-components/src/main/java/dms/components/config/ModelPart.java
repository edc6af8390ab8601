package dms.components.config;

import dms.components.decoder.GoldTags;
import dms.components.decoder.TagSource;
import dms.components.encoder.CharacterEncoding;
import dms.components.encoder.TokenEncoding;
import dms.components.encoder.ZeroEncoding;
import dms.components.setting.NearestName;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.NativeScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The part of a model that a stage of training is about: some decoders, what they build on, and
 * stand-ins for what is not to be trained with them. Decoders that are read but not trained give
 * their gold tags. Without sentences, the encoders that are not about the characters of a form give
 * zeros (paper section 3.3: the lemmatizer is pretrained on form and tag alone).
 *
 * @param encoders that run as they are
 * @param zeros encoders that give zeros
 * @param decoders that have a loss
 * @param gold decoders that give their gold tags
 */
public record ModelPart(
    Set<String> encoders, Set<String> zeros, Set<String> decoders, Set<String> gold) {

  /**
   * What some decoders of a blueprint need.
   *
   * @param decoders names of the decoders that are trained
   * @param isolated whether sentences are words without a sentence
   * @throws ConfigurationException when there is no such decoder, one that reads nothing but
   *     sentences would have to learn without them, or one that is read but not trained is no
   *     {@link TagSource}
   */
  public static ModelPart of(Blueprint blueprint, Collection<String> decoders, boolean isolated) {
    Collector collector = new Collector(blueprint, Set.copyOf(decoders), isolated);
    decoders.forEach(collector::addDecoder);
    if (!collector.problems.isEmpty()) {
      throw new ConfigurationException(collector.problems);
    }
    return new ModelPart(
        collector.encoders, collector.zeros, new LinkedHashSet<>(decoders), collector.gold);
  }

  /**
   * The encoders that the loss of one decoder can reach; those that give zeros are not among them.
   *
   * @param decoder name of a decoder of the blueprint
   * @param isolated whether sentences are words without a sentence
   */
  public static Set<String> encodersBehind(Blueprint blueprint, String decoder, boolean isolated) {
    Collector collector = new Collector(blueprint, Set.of(decoder), isolated);
    collector.addDecoder(decoder);
    return collector.encoders;
  }

  /** Follows the inputs of decoders. */
  private static final class Collector {
    private final Map<String, Blueprint.Plan> plans = new TreeMap<>();
    private final Set<String> trained;
    private final boolean isolated;
    private final Set<String> encoders = new LinkedHashSet<>();
    private final Set<String> zeros = new LinkedHashSet<>();
    private final Set<String> gold = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    Collector(Blueprint blueprint, Set<String> trained, boolean isolated) {
      blueprint.plans().forEach(plan -> plans.put(plan.name(), plan));
      this.trained = trained;
      this.isolated = isolated;
    }

    void addDecoder(String name) {
      Blueprint.Plan plan = plans.get(name);
      if (plan == null || plan.type().isEncoder()) {
        Set<String> known =
            plans.values().stream()
                .filter(p -> !p.type().isEncoder())
                .map(Blueprint.Plan::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        problems.add(
            "decoders: expected some of %s, found %s%s"
                .formatted(known, name, NearestName.suggestion(name, known)));
        return;
      }
      List<Blueprint.Plan> inputs = inputs(plan);
      if (!inputs.isEmpty() && inputs.stream().allMatch(this::isZero)) {
        problems.add(
            "decoders: %s reads nothing but sentences (%s), which an isolated stage has not; leave it out or set isolated = false"
                .formatted(name, inputs.stream().map(Blueprint.Plan::name).toList()));
      }
      inputs.forEach(this::add);
    }

    private List<Blueprint.Plan> inputs(Blueprint.Plan plan) {
      return plan.inputs().stream().map(input -> plans.get(input.name())).toList();
    }

    private boolean isZero(Blueprint.Plan plan) {
      Class<? extends Component> type = plan.type().componentClass();
      return isolated
          && TokenEncoding.class.isAssignableFrom(type)
          && !CharacterEncoding.class.isAssignableFrom(type);
    }

    private void add(Blueprint.Plan plan) {
      if (!plan.type().isEncoder()) {
        if (!trained.contains(plan.name()) && gold.add(plan.name())) {
          requireTags(plan);
        }
      } else if (isZero(plan)) {
        zeros.add(plan.name());
      } else if (encoders.add(plan.name())) {
        inputs(plan).forEach(this::add);
      }
    }

    private void requireTags(Blueprint.Plan plan) {
      if (!TagSource.class.isAssignableFrom(plan.type().componentClass())) {
        problems.add(
            "decoders: %s is read by a decoder that is trained without it, and is no %s that could give gold tags; train it too"
                .formatted(plan.name(), TagSource.class.getSimpleName()));
      }
    }
  }

  /** Whether the component of that name runs as it is. */
  public boolean holds(String name) {
    return encoders.contains(name) || decoders.contains(name);
  }

  /**
   * This part of a model, of the very same components and parameters.
   *
   * @param model of the same blueprint; must stay open as long as the part is in use
   * @param change what becomes of each decoder, trained or stood in for; its name stays
   * @return to be closed before the model; that frees no parameter
   * @throws IllegalArgumentException when what a stand-in gives is not enough for who reads it
   */
  public EncodersDecoders of(EncodersDecoders model, UnaryOperator<Decoder> change) {
    List<Encoder> partEncoders = new ArrayList<>();
    for (Encoder encoder : model.encoders()) {
      if (encoders.contains(encoder.name())) {
        partEncoders.add(encoder);
      } else if (zeros.contains(encoder.name())) {
        partEncoders.add(new ZeroEncoding(encoder, (TokenEncoding) encoder));
      }
    }
    List<Decoder> partDecoders = new ArrayList<>();
    for (Decoder decoder : model.decoders()) {
      if (decoders.contains(decoder.name())) {
        partDecoders.add(change.apply(decoder));
      } else if (gold.contains(decoder.name())) {
        partDecoders.add(new GoldTags(change.apply(decoder), (TagSource) decoder));
      }
    }
    NativeScope nothing = NativeScope.open();
    nothing.leave();
    return new EncodersDecoders(
        partEncoders, partDecoders, model.parameters(), model.device(), nothing);
  }
}
