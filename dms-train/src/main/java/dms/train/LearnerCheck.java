package dms.train;

import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelPart;
import dms.core.component.EncodersDecoders;
import dms.train.optim.FrozenParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that what a stage trains has parameters that learn, before a run spends its time. Only the
 * components themselves know: some keep their parameters as they are, such as a transformer that is
 * not tuned, and some have none.
 *
 * @param trainable names of the components with parameters that take gradients
 * @param holders names of the components with parameters
 */
record LearnerCheck(Blueprint blueprint, Set<String> trainable, Set<String> holders) {
  static LearnerCheck of(Blueprint blueprint, EncodersDecoders model) {
    return new LearnerCheck(
        blueprint,
        FrozenParameters.trainable(model.parameters()),
        FrozenParameters.holders(model.parameters()));
  }

  /**
   * Every loss must reach a parameter that learns, and every rate must be that of one.
   *
   * @throws ConfigurationException naming stage and setting
   */
  void require(List<Stage> stages) {
    List<String> problems = new ArrayList<>();
    for (Stage stage : stages) {
      stage.part().decoders().forEach(decoder -> requireLearner(stage, decoder, problems));
      for (String name : stage.optimizer().rates().keySet()) {
        if (!trainable.contains(name)) {
          problems.add(
              "%soptimizer.rates.%s: expected a component with parameters that learn, but %s keeps its own as they are or has none; leave the rate out"
                  .formatted(stage.path(), name, name));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private void requireLearner(Stage stage, String decoder, List<String> problems) {
    Set<String> behind =
        new TreeSet<>(ModelPart.encodersBehind(blueprint, decoder, stage.isolated()));
    behind.add(decoder);
    // A decoder of rules alone has no loss to minimize.
    boolean rules = behind.stream().noneMatch(holders::contains);
    if (!rules
        && behind.stream().noneMatch(name -> stage.trains(name) && trainable.contains(name))) {
      problems.add(
          "%sdecoders: the loss of %s reaches no parameter that learns, since the stage freezes %s and %s keep theirs as they are or have none; let one of them learn or leave the decoder out"
              .formatted(
                  stage.path(),
                  decoder,
                  behind.stream().filter(name -> !stage.trains(name)).toList(),
                  behind.stream().filter(stage::trains).toList()));
    }
  }
}
