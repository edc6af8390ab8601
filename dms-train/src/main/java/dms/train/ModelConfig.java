package dms.train;

import dms.components.setting.Checks;
import dms.components.setting.Setting;

/** What a trained model says about itself. */
public record ModelConfig(
    @Setting(doc = "version of the model", orElse = "0.1.0") String version,
    @Setting(doc = "language of the text, an IETF tag such as is or en", orElse = "und")
        String language,
    @Setting(
            doc = "licence of the weights, an SPDX name where there is one",
            orElse = "unspecified")
        String licence,
    @Setting(doc = "one sentence on what it is", orElse = "\"\"") String description) {
  /** Checks that nothing that a bundle must tell is blank, before a training has spent its time. */
  public ModelConfig {
    Checks.notBlank("version", version);
    Checks.notBlank("language", language);
    Checks.notBlank("licence", licence);
  }
}
