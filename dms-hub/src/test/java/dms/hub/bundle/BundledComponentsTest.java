package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is published tells nothing of the machine that it was trained on. */
class BundledComponentsTest {
  @Test
  void foldersOfAbsolutePathsAreLeftOut() {
    Map<String, Object> dim =
        Map.of(
            "file",
            "/home/anna/dim/dim.vec.gz",
            "keep",
            List.of("C:\\texts\\forms.txt", "forms.txt", "data/forms.txt"),
            "dropout",
            0.3,
            "column",
            "upos+feats");
    assertThat(BundledComponents.withoutFolders(Map.of("dim", dim)))
        .isEqualTo(
            Map.of(
                "dim",
                Map.of(
                    "file",
                    "dim.vec.gz",
                    "keep",
                    List.of("forms.txt", "forms.txt", "data/forms.txt"),
                    "dropout",
                    0.3,
                    "column",
                    "upos+feats")));
  }

  @Test
  void aLoneSlashIsNoPath() {
    Map<String, Object> components = Map.of("a", Map.of("value", "/", "other", "\\"));
    assertThat(BundledComponents.withoutFolders(components)).isEqualTo(components);
  }
}
