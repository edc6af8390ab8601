package dms.hub.opennlp;

import dms.core.component.Prediction;
import dms.hub.AnalyzedToken;
import dms.hub.TaggingPipeline;
import java.util.Arrays;
import java.util.List;
import opennlp.tools.postag.POSTagger;
import opennlp.tools.util.Sequence;

/**
 * OpenNLP's part-of-speech tagger: one task of a {@link TaggingPipeline}. Safe for any number of
 * threads, as the pipeline is.
 *
 * <p>Throws what {@link TaggingPipeline#analyzeTokens} throws.
 */
public final class DmsPosTagger implements POSTagger {
  private final TaggingPipeline pipeline;
  private final String task;

  /**
   * @param pipeline not closed by this
   * @param task whose values are the tags, such as {@code upos} or {@code xpos}
   * @throws IllegalArgumentException when the pipeline does not have that task
   */
  public DmsPosTagger(TaggingPipeline pipeline, String task) {
    this.pipeline = pipeline;
    this.task = Tasks.require(pipeline, task);
  }

  /** One tag per token. */
  @Override
  public String[] tag(String[] sentence) {
    return predictions(sentence).stream().map(Prediction::value).toArray(String[]::new);
  }

  /** As {@link #tag(String[])}: the system reads the sentence and no other context. */
  @Override
  public String[] tag(String[] sentence, Object[] additionalContext) {
    return tag(sentence);
  }

  /** The one sequence of tags that the system gives, with the probability of each. */
  @Override
  public Sequence[] topKSequences(String[] sentence) {
    Sequence sequence = new Sequence();
    predictions(sentence).forEach(p -> sequence.add(p.value(), p.probability().orElse(1)));
    return new Sequence[] {sequence};
  }

  /** As {@link #topKSequences(String[])}. */
  @Override
  public Sequence[] topKSequences(String[] sentence, Object[] additionalContext) {
    return topKSequences(sentence);
  }

  private List<Prediction> predictions(String[] sentence) {
    return pipeline.analyzeTokens(List.of(Arrays.asList(sentence))).tokens().stream()
        .map((AnalyzedToken token) -> token.prediction(task))
        .toList();
  }
}
