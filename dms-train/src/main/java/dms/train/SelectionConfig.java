package dms.train;

import dms.components.setting.Checks;
import dms.components.setting.Setting;

/** Which epoch's weights are kept. */
public record SelectionConfig(
    @Setting(
            doc =
                "score on the dev files that decides: NAME.accuracy, NAME.known, NAME.unknown (of forms) or NAME.unseen (of gold values) of a decoder; all.accuracy, all.known, all.unknown where every decoder must be right; mean.accuracy, mean.known, mean.unknown over the decoders",
            orElse = "mean.accuracy")
        String metric,
    @Setting(
            doc = "epochs without a better score after which training ends; 0 for never",
            orElse = "0",
            unit = "epochs")
        int patience) {
  /** Checks the values. */
  public SelectionConfig {
    Checks.notBlank("metric", metric);
    Checks.nonNegative("patience", patience);
  }
}
