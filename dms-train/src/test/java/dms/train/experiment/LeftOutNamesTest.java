package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.LeaveOut;
import dms.train.CorpusConfig;
import dms.train.RunConfig;
import dms.train.SmallRun;
import dms.train.StageConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages, corpora and rates of a model that one of its components was taken out of. */
class LeftOutNamesTest {
  private static final String LAST = "{name=last}";

  @TempDir static Path folder;
  private static SmallRun small;

  private final List<String> changes = new ArrayList<>();

  @BeforeAll
  static void writeData() throws IOException {
    small = SmallRun.in(folder);
  }

  private RunConfig without(String component, String... settings) {
    RunConfig config = small.load("names", settings);
    Blueprint blueprint = config.blueprint();
    LeaveOut rest = LeaveOut.of(blueprint, component, ComponentRegistry.load());
    RunConfig variant =
        Variation.of(
            config.withComponents(rest.encoders(), rest.decoders()),
            new LeftOutNames(rest, config).settings(changes));
    variant.blueprint();
    return variant;
  }

  private static String corpora(String first, String second) {
    return """
        data={temperature=2, corpora{
          first{train=["%1$s"],dev=["%1$s"],decoders=[%2$s]},
          second{train=["%1$s"],dev=["%1$s"],decoders=[%3$s]}}}"""
        .formatted(small.data("train"), first, second);
  }

  @Test
  void leftOutDecoderLeavesTheStagesThatNameOthersBesideIt() {
    RunConfig rest =
        without(
            "lemma", "stages=[{name=one,decoders{lemma=1,xpos=0.5},frozen=[words]}," + LAST + "]");
    assertThat(rest.stages().get(0).decoders()).hasSize(1).containsEntry("xpos", 0.5);
    assertThat(rest.stages().get(0).frozen()).containsExactly("words");
    assertThat(changes).isEmpty();
  }

  @Test
  void stageWhoseDecodersAreAllGoneIsDroppedAndDoesNotTrainAll() {
    RunConfig rest = without("lemma", "stages=[{name=one,decoders{lemma=1}}," + LAST + "]");
    assertThat(rest.stages()).extracting(StageConfig::name).containsExactly("last");
    assertThat(changes).containsExactly("stage one dropped, as none of its decoders is left");
    assertThatThrownBy(() -> without("lemma", "stages=[{name=one,decoders{lemma=1}}]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("stages: none is left");
  }

  @Test
  void leftOutEncoderLeavesWhatIsFrozenAndTheRatesOfStages() {
    RunConfig rest =
        without(
            "words",
            "stages=[{name=one,frozen=[words,chars],optimizer{rates{words=0.1,chars=0.2}}},"
                + LAST
                + "]");
    StageConfig stage = rest.stages().get(0);
    assertThat(stage.frozen()).containsExactly("chars");
    assertThat(stage.optimizer().toConfig().getObject("rates").keySet()).containsExactly("chars");
    assertThat(rest.optimizer().rates()).isEmpty();
  }

  @Test
  void leftOutDecoderLeavesTheCorpora() {
    RunConfig rest = without("lemma", "~data", corpora("xpos,lemma", "feats"));
    assertThat(rest.data().corpora().get("first").decoders()).containsExactly("xpos");
    assertThat(rest.data().temperature()).isEqualTo(2);
    assertThat(changes).isEmpty();
  }

  @Test
  void corpusWhoseDecodersAreAllGoneIsDroppedAndIsNotForAll() {
    RunConfig rest = without("feats", "~data", corpora("xpos,lemma", "feats"));
    assertThat(rest.data().corpora()).containsOnlyKeys("first");
    assertThat(rest.data().temperature()).isEqualTo(1);
    assertThat(rest.data().corpora().values())
        .extracting(CorpusConfig::decoders)
        .containsExactly(List.of("xpos", "lemma"));
    assertThat(changes)
        .containsExactly("data.corpora.second dropped, as none of its decoders is left");
    assertThatThrownBy(() -> without("feats", "~data", corpora("feats", "feats")))
        .hasMessageContaining("data.corpora: none is left");
  }

  @Test
  void corporaOfAStageAreRewiredToo() {
    RunConfig rest =
        without(
            "feats",
            "stages=[{name=one,%s},{name=two,%s},%s]"
                .formatted(corpora("xpos", "feats"), corpora("feats", "feats"), LAST));
    assertThat(rest.stages()).extracting(StageConfig::name).containsExactly("one", "last");
    assertThat(rest.stages().get(0).data().orElseThrow().corpora()).containsOnlyKeys("first");
    assertThat(changes)
        .contains(
            "stages.one.data.corpora.second dropped, as none of its decoders is left",
            "stage two dropped, as none of its decoders is left");
  }
}
