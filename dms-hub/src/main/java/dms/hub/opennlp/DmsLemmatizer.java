package dms.hub.opennlp;

import dms.core.corpus.Column;
import dms.hub.AnalyzedToken;
import dms.hub.TaggingPipeline;
import java.util.Arrays;
import java.util.List;
import opennlp.tools.lemmatizer.Lemmatizer;

/**
 * OpenNLP's lemmatizer: the lemmas of a {@link TaggingPipeline}. The system finds the tags that it
 * needs by itself, so those that are handed over are not read. Safe for any number of threads, as
 * the pipeline is.
 *
 * <p>Throws what {@link TaggingPipeline#analyzeTokens} throws.
 */
public final class DmsLemmatizer implements Lemmatizer {
  private final TaggingPipeline pipeline;

  /**
   * @param pipeline not closed by this
   * @throws IllegalArgumentException when it gives no lemmas
   */
  public DmsLemmatizer(TaggingPipeline pipeline) {
    this.pipeline = pipeline;
    Tasks.require(pipeline, Column.LEMMA.spec());
  }

  /**
   * One lemma per token.
   *
   * @throws IllegalArgumentException when there are more tags than tokens, or fewer
   */
  @Override
  public String[] lemmatize(String[] tokens, String[] tags) {
    return lemmas(Arrays.asList(tokens), tags.length).toArray(String[]::new);
  }

  /**
   * One lemma per token, each in a list of its own.
   *
   * @throws IllegalArgumentException when there are more tags than tokens, or fewer
   */
  @Override
  public List<List<String>> lemmatize(List<String> tokens, List<String> tags) {
    return lemmas(tokens, tags.size()).stream().map(List::of).toList();
  }

  private List<String> lemmas(List<String> tokens, int tags) {
    if (tags != tokens.size()) {
      throw new IllegalArgumentException(
          "tags: expected %d, as many as tokens, found %d".formatted(tokens.size(), tags));
    }
    return pipeline.analyzeTokens(List.of(tokens)).tokens().stream()
        .map(AnalyzedToken::lemma)
        .toList();
  }
}
