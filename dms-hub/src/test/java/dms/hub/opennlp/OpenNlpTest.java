package dms.hub.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.hub.AnalyzedToken;
import dms.hub.TaggingPipeline;
import dms.hub.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import opennlp.tools.lemmatizer.Lemmatizer;
import opennlp.tools.postag.POSTagger;
import opennlp.tools.util.Sequence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenNLP's interfaces give what the pipeline gives. */
class OpenNlpTest {
  private static final String[] WORDS = {"Hún", "las", "bókina", "."};

  @TempDir private static Path folder;
  private static TaggingPipeline pipeline;

  @BeforeAll
  static void load() throws IOException {
    pipeline = TaggingPipeline.load(TinyModel.ofXpos().write(folder.resolve("b")).toString());
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  private static List<AnalyzedToken> expected() {
    return pipeline.analyzeTokens(List.of(List.of(WORDS))).tokens();
  }

  @Test
  void taggerGivesTheTagsAndTheirProbabilities() {
    POSTagger tagger = new DmsPosTagger(pipeline, "xpos");
    List<String> tags = expected().stream().map(token -> token.value("xpos")).toList();
    assertThat(tagger.tag(WORDS)).containsExactlyElementsOf(tags);
    assertThat(tagger.tag(WORDS, new Object[] {"context"})).containsExactlyElementsOf(tags);
    Sequence[] best = tagger.topKSequences(WORDS);
    assertThat(best).hasSize(1);
    assertThat(best[0].getOutcomes()).isEqualTo(tags);
    assertThat(best[0].getProb(0))
        .isEqualTo(expected().get(0).prediction("xpos").probability().orElseThrow());
    assertThat(tagger.topKSequences(WORDS, new Object[0])).hasSize(1);
  }

  @Test
  void lemmatizerGivesTheLemmas() {
    Lemmatizer lemmatizer = new DmsLemmatizer(pipeline);
    List<String> lemmas = expected().stream().map(AnalyzedToken::lemma).toList();
    String[] tags = {"a", "b", "c", "d"};
    assertThat(lemmatizer.lemmatize(WORDS, tags)).containsExactlyElementsOf(lemmas);
    assertThat(lemmatizer.lemmatize(List.of(WORDS), List.of(tags)))
        .isEqualTo(lemmas.stream().map(List::of).toList());
  }

  @Test
  void noWordGivesNothing() {
    assertThat(new DmsPosTagger(pipeline, "xpos").tag(new String[0])).isEmpty();
    assertThat(new DmsLemmatizer(pipeline).lemmatize(new String[0], new String[0])).isEmpty();
  }

  @Test
  void taskThatTheSystemLacksAndTagsTooFewAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DmsPosTagger(pipeline, "upos"))
        .withMessage("task: expected one of [xpos, lemma], which tiny has, found 'upos'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DmsLemmatizer(pipeline).lemmatize(WORDS, new String[] {"a"}))
        .withMessage("tags: expected 4, as many as tokens, found 1");
  }
}
