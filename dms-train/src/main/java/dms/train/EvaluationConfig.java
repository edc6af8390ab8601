package dms.train;

import dms.components.config.ConfigurationException;
import dms.components.setting.Setting;
import dms.core.corpus.Column;
import dms.train.eval.Exclusions;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What counts when a model is scored. */
public record EvaluationConfig(
    @Setting(
            doc =
                "by column, gold values whose tokens are left out of the scores of the decoders of"
                    + " that column, as in exclude { xpos = [e, x] }; a value that ends in * stands"
                    + " for all that begin so",
            orElse = "{}")
        Map<String, List<String>> exclude) {
  /** Checks the values. */
  public EvaluationConfig {
    new Exclusions(exclude);
  }

  /**
   * Checks that each column is one that a decoder predicts.
   *
   * @throws ConfigurationException naming the first that is not
   */
  void requireAmong(Collection<Column> predicted) {
    try {
      exclusions().requireAmong(predicted);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("evaluation." + e.getMessage(), e);
    }
  }

  /** The tokens to leave out. */
  public Exclusions exclusions() {
    return new Exclusions(exclude);
  }
}
