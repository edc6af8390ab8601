package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.hub.TaggingPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run with vectors from a file keeps what a run promises. */
class PretrainedVectorsTest {
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir private Path folder;
  private SmallRun run;
  private Path vectors;

  @BeforeEach
  void write() throws IOException {
    run = SmallRun.in(folder);
    vectors = Files.writeString(folder.resolve("v.vec"), vectors(3));
  }

  private static String vectors(int factor) {
    StringBuilder text = new StringBuilder("skipur 0 0 0\nosti 1 1 1\n");
    String[] forms = {"hestur", "hesti", "bátur", "bátaði", "konar", "hundi", "fiskur", "barnaði"};
    for (int i = 0; i < forms.length; i++) {
      text.append("%s %d.5 -%d %d\n".formatted(forms[i], i % factor, i % 2, i % 5));
    }
    return text.toString();
  }

  private String[] settings(boolean train) {
    List<String> settings = new ArrayList<>();
    settings.add("encoders.vectors.type=pretrained-word");
    settings.add("encoders.vectors.file=\"" + vectors + "\"");
    settings.add("encoders.vectors.train=" + train);
    settings.add("encoders.vectors.dropout=0.1");
    settings.add("encoders.sentence.inputs=[charRnn, words, vectors]");
    return settings.toArray(String[]::new);
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stoppedAndResumedGivesTheSameBitsAndTheBundleNeedsNoFile(boolean train) throws IOException {
    run.train("whole", NEVER, false, settings(train));
    run.train("stopped", after(7), false, settings(train));
    assertThat(run.train("stopped", NEVER, true, settings(train)).finished()).isTrue();
    assertThat(run.outcome("stopped")).isEqualTo(run.outcome("whole"));
    Files.delete(vectors);
    Path bundle = run.run("whole").resolve("bundle");
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      Sentence tagged = pipeline.tag(List.of(Sentence.ofForms(List.of("osti", "x")))).get(0);
      assertThat(tagged.tokens().get(0).value(Column.XPOS)).isPresent();
    }
  }

  @Test
  void freshTrainingBeginsWithTheVectorsOfTheFile() throws IOException {
    run.train("some", NEVER, false, settings(true));
    Files.writeString(vectors, vectors(2));
    run.train("others", NEVER, false, settings(true));
    assertThat(run.outcome("others").get(0)).isNotEqualTo(run.outcome("some").get(0));
  }

  @Test
  void changedVectorsAreRefusedByNameOnResume() throws IOException {
    run.train("changed", after(3), false, settings(false));
    Files.writeString(vectors, vectors(2));
    assertThatThrownBy(() -> run.train("changed", NEVER, true, settings(false)))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("learnt.vectors.vectors.store");
  }

  @Test
  void runFinishedWithOtherVectorsIsNotTakenForThisOne() throws IOException {
    Path keep = Files.writeString(folder.resolve("keep.txt"), "osti\n");
    List<String> settings = new ArrayList<>(List.of(settings(false)));
    settings.add("encoders.vectors.keep=[\"" + keep + "\"]");
    settings.add("training.epochs=1");
    String[] more = settings.toArray(String[]::new);
    run.train("finished", NEVER, false, more);
    assertThat(FinishedRun.find(run.load("finished", more))).isPresent();
    Path moved = Files.move(vectors, folder.resolve("moved.vec"));
    assertThatThrownBy(() -> FinishedRun.find(run.load("finished", more)))
        .hasMessageContaining("encoders.vectors.file: then ")
        .hasMessageContaining("now missing");
    vectors = moved;
    settings.set(1, settings(false)[1]);
    String[] elsewhere = settings.toArray(String[]::new);
    assertThat(FinishedRun.find(run.load("finished", elsewhere))).isPresent();
    Files.writeString(moved, vectors(2));
    Files.writeString(keep, "skipur\n");
    assertThatThrownBy(() -> FinishedRun.find(run.load("finished", elsewhere)))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("encoders.vectors.file: then ")
        .hasMessageContaining("encoders.vectors.keep.0: then ");
  }
}
