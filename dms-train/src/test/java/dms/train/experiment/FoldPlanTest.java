package dms.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldPlanTest {
  /** Sentences of one word, their number; a document begins at every third. */
  private static List<Sentence> corpus(int size) {
    List<Sentence> corpus = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Sentence sentence = Sentence.ofForms(List.of(Integer.toString(i)));
      corpus.add(i % 3 == 0 ? sentence.withComments(List.of("# newdoc id = d" + i)) : sentence);
    }
    return corpus;
  }

  private static List<List<Integer>> cut(FoldPlan plan, int size) {
    return plan.cut(corpus(size)).stream()
        .map(fold -> fold.stream().map(s -> Integer.parseInt(s.tokens().get(0).form())).toList())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 3, false, false",
    "9, 9, false, true",
    "100, 7, true, false",
    "30, 5, true, true"
  })
  void everySentenceIsInOneFoldInTheOrderOfTheCorpus(
      int size, int folds, boolean byDocument, boolean contiguous) {
    List<List<Integer>> cut = cut(new FoldPlan(folds, byDocument, contiguous, 1), size);
    assertThat(cut).hasSize(folds).allSatisfy(fold -> assertThat(fold).isSorted().isNotEmpty());
    assertThat(cut.stream().flatMap(List::stream).sorted().toList())
        .hasSize(size)
        .doesNotHaveDuplicates();
  }

  @Test
  void contiguousFoldsAreBlocksOfEvenSize() {
    assertThat(cut(new FoldPlan(3, false, true, 1), 7))
        .containsExactly(List.of(0, 1), List.of(2, 3, 4), List.of(5, 6));
  }

  @Test
  void seedDecidesWhatIsShuffledAndNothingElse() {
    FoldPlan plan = new FoldPlan(4, false, false, 5);
    assertThat(cut(plan, 40)).isEqualTo(cut(new FoldPlan(4, false, false, 5), 40));
    assertThat(cut(plan, 40)).isNotEqualTo(cut(new FoldPlan(4, false, false, 6), 40));
    assertThat(cut(plan, 40)).allSatisfy(fold -> assertThat(fold).hasSize(10));
  }

  @Test
  void documentsStayWhole() {
    assertThat(cut(new FoldPlan(4, true, false, 1), 36))
        .allSatisfy(
            fold -> {
              for (int first : fold) {
                if (first % 3 == 0) {
                  assertThat(fold).contains(first + 1, first + 2);
                }
              }
            });
  }

  @Test
  void tooFewSentencesOrDocumentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cut(new FoldPlan(5, false, false, 1), 4))
        .withMessage(
            "folds: the corpus has 4 sentences, too few or too uneven for 5 folds; take fewer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cut(new FoldPlan(5, true, false, 1), 9))
        .withMessageContaining("3 documents (# newdoc)")
        .withMessageEndingWith("or cut by sentence");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FoldPlan(1, false, false, 1))
        .withMessage("folds: expected at least 2, found 1");
  }

  @Test
  void selectionIsSpreadEvenlyAndNeverEmpty() {
    List<List<Sentence>> parts = FoldPlan.split(corpus(20), 0.1);
    assertThat(parts.get(1)).extracting(s -> s.tokens().get(0).form()).containsExactly("0", "10");
    assertThat(parts.get(0)).hasSize(18);
    assertThat(FoldPlan.split(corpus(2), 0.01).get(1)).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FoldPlan.split(corpus(1), 0.1))
        .withMessageStartingWith("selection: a share of 0.1 leaves 0 of 1 sentences");
    assertThatIllegalArgumentException().isThrownBy(() -> FoldPlan.split(corpus(9), 0));
  }
}
