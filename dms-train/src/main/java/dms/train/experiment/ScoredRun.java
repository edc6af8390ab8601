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
import dms.train.eval.SentenceScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The model of a finished run, scored on some files as a whole and by sentence. The scores are kept
 * in the run's folder and not counted again.
 *
 * @param scores as a whole
 * @param sentences by sentence
 */
record ScoredRun(RunScores scores, SentenceScores sentences) {

  /**
   * Scores a run, unless that was done before.
   *
   * @param name of the files, such as {@code dev}: scores are kept under that name
   * @throws IOException when model or files cannot be read
   */
  static ScoredRun of(FinishedRun run, RunConfig config, String name, List<Path> files)
      throws IOException {
    Path sentencesFile = run.folder().resolve(name + "-sentences.json");
    Path scoresFile = run.folder().resolve(name + "-scores.json");
    if (!Files.exists(scoresFile)) {
      score(run, config, files, sentencesFile, scoresFile);
    }
    return new ScoredRun(
        RunScores.read(scoresFile), SentenceScores.parse(Files.readString(sentencesFile)));
  }

  private static void score(
      FinishedRun run, RunConfig config, List<Path> files, Path sentencesFile, Path scoresFile)
      throws IOException {
    NativeRuntime.require();
    ComputeDevice device = ComputeDevice.parse(config.training().device());
    List<Sentence> sentences = config.data().read(files);
    Bundle bundle = Bundle.read(run.bundle());
    try (EncodersDecoders model = bundle.load(device)) {
      ModelEvaluation evaluation =
          new ModelEvaluation(
              model,
              bundle::knowsForm,
              config.training().evaluationTokens(),
              config.evaluation().exclusions());
      // The scores come last, as they tell that both files are there.
      DurableFile.writeString(sentencesFile, evaluation.sentenceScores(sentences).toJson() + "\n");
      DurableFile.writeString(
          scoresFile, evaluation.evaluateWithGoldTags(sentences).toJson() + "\n");
    }
  }
}
