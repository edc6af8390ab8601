package dms.train.eval.conll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.CorpusFormatException;
import dms.train.SharedTreebanks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scores of whole treebanks; skipped where the shared data are not there. */
class SharedTreebanksTest {
  @ParameterizedTest
  @CsvSource({
    "ud-english-ewt,SCORED",
    "ud-icelandic-modern,SCORED",
    "ud-icelandic-icepahc,IGNORED"
  })
  void treebankAgreesWithItself(String name, Trees trees) throws IOException {
    ConllTreebank treebank = ConllTreebank.read(SharedTreebanks.file(name + "/dev.conllu"), trees);
    assertThat(ConllScores.of(treebank, treebank).all())
        .hasSize(trees == Trees.SCORED ? 13 : 8)
        .allSatisfy((metric, score) -> assertThat(score.f1()).as(metric.label()).isOne());
  }

  @Test
  void circleInIcepahcIsRefusedAsByTheScript() {
    Path file = SharedTreebanks.file("ud-icelandic-icepahc/dev.conllu");
    assertThatThrownBy(() -> ConllTreebank.read(file, Trees.SCORED))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContainingAll("dev.conllu:57552: ", "circle");
  }
}
