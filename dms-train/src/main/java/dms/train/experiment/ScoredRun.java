package dms.train.experiment;

import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.file.DurableFile;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.hub.bundle.Bundle;
import dms.train.FinishedRun;
import dms.train.ModelEvaluation;
import dms.train.RunConfig;
import dms.train.RunEvaluation;
import dms.train.eval.SentenceScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The model of a finished run, scored on some sentences as a whole and by sentence. The scores are
 * kept in the run's folder and not counted again.
 *
 * @param scores as a whole
 * @param sentences by sentence
 */
record ScoredRun(RunScores scores, SentenceScores sentences) {

  /** Reads sentences, if they are needed. */
  @FunctionalInterface
  interface Sentences {
    List<Sentence> read() throws IOException;
  }

  /**
   * Scores a run, unless that was done before.
   *
   * @param name of the sentences, such as {@code dev}: scores are kept under that name
   * @throws IOException when model or sentences cannot be read
   */
  static ScoredRun of(FinishedRun run, RunConfig config, String name, Sentences sentences)
      throws IOException {
    Path sentencesFile = run.folder().resolve(name + "-sentences.json");
    Path scoresFile = run.folder().resolve(name + "-scores.json");
    if (!Files.exists(scoresFile)) {
      score(run, config, sentences.read(), sentencesFile, scoresFile);
    }
    return new ScoredRun(
        RunScores.read(scoresFile), SentenceScores.parse(Files.readString(sentencesFile)));
  }

  private static void score(
      FinishedRun run,
      RunConfig config,
      List<Sentence> sentences,
      Path sentencesFile,
      Path scoresFile)
      throws IOException {
    NativeRuntime.require();
    Bundle bundle = Bundle.read(run.bundle());
    try (EncodersDecoders model = bundle.load(ComputeDevice.parse(config.training().device()))) {
      ModelEvaluation evaluation = new RunEvaluation(config).of(model, bundle::knowsForm);
      // The scores come last, as they tell that both files are there.
      DurableFile.writeString(sentencesFile, evaluation.sentenceScores(sentences).toJson() + "\n");
      DurableFile.writeString(
          scoresFile, evaluation.evaluateWithGoldTags(sentences).toJson() + "\n");
    }
  }
}
