package org.example.tags;

import dms.hub.AnalyzedToken;
import dms.hub.TaggingPipeline;
import java.io.IOException;

/** Tags a text with a shipped model. */
public final class Tags {
  private Tags() {}

  /**
   * Prints each token with its tag, its lemma and where the lemma comes from.
   *
   * @param arguments words of a text in Icelandic
   * @throws IOException when the model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    String text = String.join(" ", arguments);
    try (TaggingPipeline pipeline = TaggingPipeline.load("is-small")) {
      for (AnalyzedToken token : pipeline.analyze(text).tokens()) {
        System.out.printf(
            "%s\t%s\t%s\t%s%n",
            token.form(),
            token.value("xpos"),
            token.lemma(),
            token.lemmaSource().orElseThrow());
      }
    }
  }
}
