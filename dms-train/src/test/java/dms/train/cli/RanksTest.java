package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that train together, as the command line starts them. */
class RanksTest {
  @TempDir static Path folder;
  private static RankRuns runs;

  @BeforeAll
  static void write() throws Exception {
    runs = RankRuns.in(folder);
  }

  private static List<String> exact(String... more) {
    List<String> settings = new ArrayList<>(RankRuns.EXACT);
    settings.addAll(List.of(more));
    return settings;
  }

  @Test
  void twoRanksEndWithTheWeightsOfOne() throws Exception {
    List<String> settings =
        exact("training.epochs=13", "selection.patience=0", "optimizer.clipNorm=1");
    Process one = runs.start("one", "one", settings);
    assertThat(RankRuns.end(one, 100)).as(runs.logged("one")).isZero();
    Process two = runs.start("two", "two", settings, "--nproc", "2");
    assertThat(RankRuns.end(two, 100)).as(runs.logged("two")).isZero();
    System.err.println(runs.logged("two") + runs.difference("one", "two"));
    assertThat(runs.difference("one", "two").getValue()).isLessThan(1e-5);
  }
}
