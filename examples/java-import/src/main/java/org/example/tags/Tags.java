package org.example.tags;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.ComputeDevice;
import dms.hub.TaggingPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tags a sentence with a trained system. */
public final class Tags {
  private Tags() {}

  /**
   * Prints each token with what the system says of it.
   *
   * @param arguments folder of the system's bundle, then the tokens of the sentence
   * @throws IOException when the bundle cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path bundle = Path.of(arguments[0]);
    List<String> forms = List.of(arguments).subList(1, arguments.length);
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      Sentence tagged = pipeline.tag(List.of(Sentence.ofForms(forms))).get(0);
      for (Token token : tagged.tokens()) {
        StringBuilder line = new StringBuilder(token.form());
        for (Column column : pipeline.columns()) {
          line.append('\t').append(token.value(column).orElse("_"));
        }
        System.out.println(line);
      }
    }
  }
}
