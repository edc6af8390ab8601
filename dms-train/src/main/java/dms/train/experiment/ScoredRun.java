package dms.train.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.file.DurableFile;
import dms.core.file.Sha256;
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
import java.util.ArrayList;
import java.util.List;

/**
 * The model of a finished run, scored on some sentences as a whole and by sentence. The scores are
 * kept in the run's folder, beside the SHA-256 of the files of the sentences, and not counted again
 * unless these are others.
 *
 * @param scores as a whole
 * @param sentences by sentence
 */
record ScoredRun(RunScores scores, SentenceScores sentences) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HASHES = "sha256";

  /** Reads sentences, if they are needed. */
  @FunctionalInterface
  interface Sentences {
    List<Sentence> read() throws IOException;
  }

  /**
   * Scores a run, unless that was done before on the same files.
   *
   * @param name of the sentences, such as {@code dev}: scores are kept under that name
   * @param files of the sentences
   * @param sentences reads them
   * @throws IOException when model or sentences cannot be read
   */
  static ScoredRun of(
      FinishedRun run, RunConfig config, String name, List<Path> files, Sentences sentences)
      throws IOException {
    Path sentencesFile = run.folder().resolve(name + "-sentences.json");
    Path scoresFile = run.folder().resolve(name + "-scores.json");
    List<String> hashes = hashes(files);
    if (!hashes.equals(scored(scoresFile))) {
      score(run, config, sentences.read(), hashes, sentencesFile, scoresFile);
    }
    return new ScoredRun(
        RunScores.read(scoresFile), SentenceScores.parse(Files.readString(sentencesFile)));
  }

  private static List<String> hashes(List<Path> files) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (Path file : files) {
      hashes.add(Sha256.of(file));
    }
    return hashes;
  }

  /** The hashes of what was scored; none when nothing was. */
  private static List<String> scored(Path scoresFile) throws IOException {
    List<String> hashes = new ArrayList<>();
    if (Files.exists(scoresFile)) {
      JsonNode json = JSON.readTree(Files.readString(scoresFile));
      json.path(HASHES).forEach(hash -> hashes.add(hash.asText()));
    }
    return hashes;
  }

  private static void score(
      FinishedRun run,
      RunConfig config,
      List<Sentence> sentences,
      List<String> hashes,
      Path sentencesFile,
      Path scoresFile)
      throws IOException {
    NativeRuntime.require();
    Bundle bundle = Bundle.read(run.bundle());
    try (EncodersDecoders model = bundle.load(ComputeDevice.parse(config.training().device()))) {
      ModelEvaluation evaluation = new RunEvaluation(config).of(model, bundle::knowsForm);
      ObjectNode scores =
          (ObjectNode) JSON.readTree(evaluation.evaluateWithGoldTags(sentences).toJson());
      scores.set(HASHES, JSON.valueToTree(hashes));
      // The scores come last, as they tell that both files are there.
      DurableFile.writeString(sentencesFile, evaluation.sentenceScores(sentences).toJson() + "\n");
      DurableFile.writeString(scoresFile, scores.toPrettyString() + "\n");
    }
  }
}
