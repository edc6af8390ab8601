package dms.train.experiment;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceWriter;
import dms.core.file.DurableFile;
import dms.train.ChangedRunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds of a cross-validation as files, each in two parts: what is trained on and what is
 * selected on while another fold is scored. To score a fold, both parts are read.
 *
 * @param folder of the files
 * @param count number of folds
 * @param format of the files
 */
record FoldFiles(Path folder, int count, CorpusFormat format) {

  /**
   * Writes the folds. Files of these very folds may be there already; runs may have been trained on
   * them, so that others are never written over.
   *
   * @param share of each fold that is selected on
   * @throws ChangedRunException when a file of another fold is there; it is named
   * @throws IOException when they cannot be written
   */
  void write(List<List<Sentence>> folds, double share) throws IOException {
    Files.createDirectories(folder);
    for (int fold = 0; fold < count; fold++) {
      List<List<Sentence>> parts = FoldPlan.split(folds.get(fold), share);
      write(train(fold), parts.get(0));
      write(selection(fold), parts.get(1));
    }
  }

  private void write(Path file, List<Sentence> sentences) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SentenceWriter writer = format.writer(bytes)) {
      for (Sentence sentence : sentences) {
        writer.write(sentence);
      }
    }
    if (Files.notExists(file)) {
      DurableFile.writeBytes(file, bytes.toByteArray());
    } else if (!Arrays.equals(Files.readAllBytes(file), bytes.toByteArray())) {
      throw new ChangedRunException(
          "%s: a cross-validation of this name was begun with other folds; restore data and options, delete the folder %s, or give another name (name=…)"
              .formatted(file, folder.toAbsolutePath().normalize().getParent()));
    }
  }

  private Path train(int fold) {
    return file(fold, "train");
  }

  private Path selection(int fold) {
    return file(fold, "selection");
  }

  private Path file(int fold, String part) {
    String extension = format == CorpusFormat.TSV ? "tsv" : "conllu";
    return folder.resolve("%d-%s.%s".formatted(fold + 1, part, extension));
  }

  /** Both parts of a fold. */
  List<Path> whole(int fold) {
    return List.of(train(fold), selection(fold));
  }

  /** The parts to train on of all folds but one. */
  List<Path> trainWithout(int fold) {
    return others(fold).mapToObj(this::train).toList();
  }

  /** The parts to select on of all folds but one. */
  List<Path> selectionWithout(int fold) {
    return others(fold).mapToObj(this::selection).toList();
  }

  /** All folds but one, whole. */
  List<Path> wholeWithout(int fold) {
    return others(fold).boxed().flatMap(other -> whole(other).stream()).toList();
  }

  private IntStream others(int fold) {
    return IntStream.range(0, count).filter(other -> other != fold);
  }
}
