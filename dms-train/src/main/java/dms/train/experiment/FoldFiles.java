package dms.train.experiment;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceWriter;
import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds of a cross-validation as files, each in two parts: what is trained on and what is
 * selected on while another fold is scored. To score a fold, both parts are read.
 *
 * @param train the one part, by fold
 * @param selection the other part, by fold
 */
record FoldFiles(List<Path> train, List<Path> selection) {

  /**
   * Writes the folds.
   *
   * @param share of each fold that is selected on
   * @throws IOException when they cannot be written
   */
  static FoldFiles write(List<List<Sentence>> folds, double share, CorpusFormat format, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    List<Path> train = new ArrayList<>();
    List<Path> selection = new ArrayList<>();
    String extension = format == CorpusFormat.TSV ? "tsv" : "conllu";
    for (int fold = 0; fold < folds.size(); fold++) {
      List<List<Sentence>> parts = FoldPlan.split(folds.get(fold), share);
      train.add(folder.resolve("%d-train.%s".formatted(fold + 1, extension)));
      selection.add(folder.resolve("%d-selection.%s".formatted(fold + 1, extension)));
      write(train.get(fold), parts.get(0), format);
      write(selection.get(fold), parts.get(1), format);
    }
    return new FoldFiles(train, selection);
  }

  private static void write(Path file, List<Sentence> sentences, CorpusFormat format)
      throws IOException {
    DurableFile.write(
        file,
        channel -> {
          // Not closed: the channel is the caller's.
          SentenceWriter writer = format.writer(Channels.newOutputStream(channel));
          for (Sentence sentence : sentences) {
            writer.write(sentence);
          }
          writer.flush();
        });
  }

  int count() {
    return train.size();
  }

  /** Both parts of a fold. */
  List<Path> whole(int fold) {
    return List.of(train.get(fold), selection.get(fold));
  }

  /** The parts to train on of all folds but one. */
  List<Path> trainWithout(int fold) {
    return others(fold).mapToObj(train::get).toList();
  }

  /** The parts to select on of all folds but one. */
  List<Path> selectionWithout(int fold) {
    return others(fold).mapToObj(selection::get).toList();
  }

  /** All folds but one, whole. */
  List<Path> wholeWithout(int fold) {
    return others(fold).boxed().flatMap(other -> whole(other).stream()).toList();
  }

  private IntStream others(int fold) {
    return IntStream.range(0, count()).filter(other -> other != fold);
  }
}
