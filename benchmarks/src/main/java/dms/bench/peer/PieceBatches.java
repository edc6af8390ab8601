package dms.bench.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dms.components.encoder.PieceRows;
import dms.components.encoder.TransformerFiles;
import dms.core.batch.BatchPlanner;
import dms.core.batch.WindowedStream;
import dms.core.corpus.Sentence;
import dms.core.file.FileContent;
import dms.core.tensor.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The batches of pieces that a system gives its transformer. */
final class PieceBatches {
  /** As {@code dms.hub.WindowedModel} has them. */
  private static final int WINDOW_SENTENCES = 4_096;

  private static final int WINDOW_BATCHES = 16;
  private static final int BATCH_SENTENCES = 512;

  private final TransformerFiles files;

  /**
   * @param folder of a pretrained model: config.json and tokenizer.json or vocab.txt
   */
  PieceBatches(Path folder) throws IOException {
    Map<String, FileContent> contents = new HashMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(path -> path.toString().matches(".*\\.(json|txt)")).toList()) {
        contents.put(file.getFileName().toString(), FileContent.of(Files.readAllBytes(file)));
      }
    }
    this.files = TransformerFiles.of(contents, folder.toString());
  }

  /** What the folder holds. */
  TransformerFiles files() {
    return files;
  }

  /** The batches that a pipeline makes of sentences, in its order. */
  List<PieceRows> ofTagging(List<Sentence> sentences, int batchTokens) {
    BatchPlanner planner = new BatchPlanner(batchTokens, BATCH_SENTENCES);
    WindowedStream windows =
        new WindowedStream(
            sentences.iterator(), planner, WINDOW_SENTENCES, batchTokens * WINDOW_BATCHES);
    List<PieceRows> batches = new ArrayList<>();
    while (windows.hasNext()) {
      WindowedStream.Window window = windows.next();
      for (int i = 0; i < window.batches().size(); i++) {
        batches.add(rows(window.batch(i)));
      }
    }
    return batches;
  }

  /** The batches of a plan. */
  List<PieceRows> ofPlan(List<Sentence> sentences, List<int[]> plan) {
    return plan.stream()
        .map(batch -> rows(Arrays.stream(batch).mapToObj(sentences::get).toList()))
        .toList();
  }

  private PieceRows rows(List<Sentence> batch) {
    int longest = batch.stream().mapToInt(Sentence::size).max().orElseThrow();
    return PieceRows.of(batch, longest, files.tokenizer(), files.config().maxPositions());
  }

  /** Writes batches as JSON: a list of batches, each a list of rows of ids without padding. */
  static void write(Path file, Map<String, List<PieceRows>> batches) throws IOException {
    Map<String, List<List<int[]>>> plain = new HashMap<>();
    batches.forEach(
        (name, all) -> plain.put(name, all.stream().map(PieceBatches::withoutPadding).toList()));
    Files.writeString(file, new JsonMapper().writeValueAsString(plain));
  }

  private static List<int[]> withoutPadding(PieceRows rows) {
    Ids ids = rows.pieces();
    int longest = (int) ids.shape()[1];
    List<int[]> plain = new ArrayList<>();
    for (int begin = 0; begin < ids.values().length; begin += longest) {
      int length = Arrays.stream(rows.mask().values(), begin, begin + longest).sum();
      plain.add(Arrays.copyOfRange(ids.values(), begin, begin + length));
    }
    return plain;
  }
}
