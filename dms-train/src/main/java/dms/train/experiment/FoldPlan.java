package dms.train.experiment;

import dms.components.setting.Checks;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How a corpus is cut into folds. The same plan cuts the same corpus in the same way, whatever is
 * trained on it.
 *
 * @param folds how many
 * @param byDocument whether a document, which begins at a comment {@code # newdoc}, stays whole;
 *     otherwise each sentence goes on its own
 * @param contiguous whether a fold is a block of the corpus; otherwise sentences or documents are
 *     shuffled first
 * @param seed of the shuffling
 */
public record FoldPlan(int folds, boolean byDocument, boolean contiguous, long seed) {
  private static final String DOCUMENT = "newdoc";

  /** Checks the number. */
  public FoldPlan {
    if (folds < 2) {
      throw new IllegalArgumentException("folds: expected at least 2, found " + folds);
    }
  }

  /**
   * Cuts a corpus into folds of about the same number of sentences, each in the order of the
   * corpus.
   *
   * @throws IllegalArgumentException when it has too few sentences or documents
   */
  public List<List<Sentence>> cut(List<Sentence> corpus) {
    List<List<Integer>> units = units(corpus);
    if (!contiguous) {
      Collections.shuffle(units, new Random(seed));
    }
    List<List<Integer>> folds = new ArrayList<>();
    for (int i = 0; i < this.folds; i++) {
      folds.add(new ArrayList<>());
    }
    long before = 0;
    for (List<Integer> unit : units) {
      // The fold in which the middle of the unit lies.
      long middle = 2 * before + unit.size();
      folds.get((int) (this.folds * middle / (2L * corpus.size()))).addAll(unit);
      before += unit.size();
    }
    folds.forEach(Collections::sort);
    requireFilled(folds, units.size());
    return folds.stream().map(fold -> fold.stream().map(corpus::get).toList()).toList();
  }

  private List<List<Integer>> units(List<Sentence> corpus) {
    List<List<Integer>> units = new ArrayList<>();
    for (int i = 0; i < corpus.size(); i++) {
      if (!byDocument || units.isEmpty() || beginsDocument(corpus.get(i))) {
        units.add(new ArrayList<>());
      }
      units.get(units.size() - 1).add(i);
    }
    return units;
  }

  private static boolean beginsDocument(Sentence sentence) {
    return sentence.comments().stream()
        .anyMatch(comment -> comment.substring(1).strip().startsWith(DOCUMENT));
  }

  private void requireFilled(List<List<Integer>> cut, int units) {
    if (cut.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "folds: the corpus has %d %s, too few or too uneven for %d folds; take fewer%s"
              .formatted(
                  units,
                  byDocument ? "documents (# newdoc)" : "sentences",
                  folds,
                  byDocument ? ", or cut by sentence" : ""));
    }
  }

  /**
   * Splits a fold in what is trained on and what is selected on when another fold is scored.
   *
   * @param share of the sentences to select on, spread evenly over the fold, at least one
   * @return the sentences to train on and those to select on
   * @throws IllegalArgumentException when one of the two would be empty
   */
  static List<List<Sentence>> split(List<Sentence> fold, double share) {
    Checks.share("selection", share);
    List<Sentence> train = new ArrayList<>();
    List<Sentence> selection = new ArrayList<>();
    for (int i = 0; i < fold.size(); i++) {
      boolean selected = Math.ceil((i + 1) * share) > Math.ceil(i * share);
      (selected ? selection : train).add(fold.get(i));
    }
    if (train.isEmpty() || selection.isEmpty()) {
      throw new IllegalArgumentException(
          "selection: a share of %s leaves %d of %d sentences of a fold to train on; expected sentences of both kinds"
              .formatted(share, train.size(), fold.size()));
    }
    return List.of(train, selection);
  }
}
