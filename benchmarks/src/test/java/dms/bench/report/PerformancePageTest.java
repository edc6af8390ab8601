package dms.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dms.bench.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated part of a page. */
class PerformancePageTest {
  @TempDir Path folder;

  @Test
  void onlyWhatStandsBetweenTheMarkersIsReplaced() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page, "# Before\n" + PerformancePage.BEGIN + "\nold\n" + PerformancePage.END + "\nafter\n");
    BenchmarkReport report = Recorded.report(folder);
    PerformancePage.update(page, report);
    String once = Files.readString(page);
    assertThat(once)
        .startsWith(
            "# Before\n" + PerformancePage.BEGIN + "\n\n| | |\n|---|---|\n| command | `dms bench")
        .contains("| processor | Some processor |", "### Training steps\n\n| group |", "### Lemmas")
        .endsWith("|\n\n" + PerformancePage.END + "\nafter\n")
        .doesNotContain("old");
    PerformancePage.update(page, report);
    assertThat(Files.readString(page)).isEqualTo(once);
  }

  @Test
  void aPageWithoutMarkersIsLeftAsItIs() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "text\n");
    BenchmarkReport report = Recorded.report(folder);
    assertThatIOException()
        .isThrownBy(() -> PerformancePage.update(page, report))
        .withMessageContaining("page.md: expected the lines <!-- dms bench: begin -->");
    assertThat(page).hasContent("text");
  }

  @Test
  void theProjectsPageHasItsMarkers() throws IOException {
    String page = Files.readString(ProjectFolder.resolve("docs/performance.md"));
    assertThat(page).containsOnlyOnce(PerformancePage.BEGIN).containsOnlyOnce(PerformancePage.END);
  }
}
