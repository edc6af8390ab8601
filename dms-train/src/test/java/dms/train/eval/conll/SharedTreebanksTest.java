package dms.train.eval.conll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dms.core.corpus.CorpusFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scores of whole treebanks; skipped where the shared data are not there. */
class SharedTreebanksTest {
  private static Path sharedData(String name) {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "data", name))) {
      return Path.of(shared, "data", name);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort("no shared/data/" + name + " above the working directory, nor under DMS_SHARED");
  }

  @ParameterizedTest
  @CsvSource({
    "ud-english-ewt,SCORED",
    "ud-icelandic-modern,SCORED",
    "ud-icelandic-icepahc,IGNORED"
  })
  void treebankAgreesWithItself(String name, Trees trees) throws IOException {
    ConllTreebank treebank = ConllTreebank.read(sharedData(name + "/dev.conllu"), trees);
    assertThat(ConllScores.of(treebank, treebank).all())
        .hasSize(trees == Trees.SCORED ? 13 : 8)
        .allSatisfy((metric, score) -> assertThat(score.f1()).as(metric.label()).isOne());
  }

  @Test
  void circleInIcepahcIsRefusedAsByTheScript() {
    Path file = sharedData("ud-icelandic-icepahc/dev.conllu");
    assertThatThrownBy(() -> ConllTreebank.read(file, Trees.SCORED))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContainingAll("dev.conllu:57552: ", "circle");
  }
}
