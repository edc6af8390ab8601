package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dms.components.ComponentCase;
import dms.components.Sentences;
import dms.components.TestModel;
import dms.components.encoder.FormCharacters;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.Gradients;
import dms.core.tensor.Ids;
import dms.core.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** What a lemmatizer writes, and how often it has to. */
class LemmasTest {
  private static final Vocabulary LETTERS =
      Vocabulary.of(List.of(Vocabulary.PADDING, Vocabulary.UNKNOWN), List.of("a", "b"));

  @Test
  void lemmaIsNeverEmptyAndHoldsNoControlSymbol() {
    List<String> forms = Sentences.randomForms(2000, 1);
    List<Sentence> sentences = new ArrayList<>();
    for (int from = 0; from < forms.size(); from += 40) {
      sentences.add(Sentence.ofForms(forms.subList(from, from + 40)));
    }
    Set<Integer> learnt =
        Sentences.demo(12).stream()
            .flatMap(sentence -> sentence.tokens().stream())
            .flatMap(token -> token.value(Column.LEMMA).stream())
            .flatMap(lemma -> lemma.codePoints().boxed())
            .collect(Collectors.toSet());
    try (EncodersDecoders model = TestModel.assembleTalkative(ComponentCase.JOINT)) {
      List<List<String>> lemmas = TestModel.predict(model, sentences).get("lemma");
      int written = 0;
      for (int i = 0; i < forms.size(); i++) {
        String lemma = lemmas.get(i / 40).get(i % 40);
        assertThat(lemma).isNotEmpty();
        if (!lemma.equals(forms.get(i))) {
          assertThat(lemma.codePoints().allMatch(learnt::contains)).as(lemma).isTrue();
          written++;
        }
      }
      assertThat(written).isGreaterThan(100);
    }
  }

  @Test
  void formThatIsKeptSinceNoEndCameIsACopy() {
    try (EncodersDecoders model = TestModel.assembleTalkative(ComponentCase.JOINT)) {
      List<Sentence> sentences = List.of(Sentence.ofForms(letters(200)));
      List<Prediction> lemmas = model.analyze(sentences, Mode.INFERENCE).get("lemma").get(0);
      List<Token> tokens = sentences.get(0).tokens();
      int copies = 0;
      for (int t = 0; t < tokens.size(); t++) {
        if (lemmas.get(t).source().orElseThrow() == LemmaSource.COPY) {
          assertThat(lemmas.get(t).value()).isEqualTo(tokens.get(t).form());
          copies++;
        }
      }
      assertThat(copies).isBetween(1, tokens.size() - 1);
    }
  }

  /** A text of any length has many groups of rows, each with some twenty tensors to a step. */
  @Test
  void nothingOfTheStepsOfAGroupIsKeptButItsScores() {
    String groups = ComponentCase.JOINT + "decoders.lemma.groupRows = 4\n";
    try (EncodersDecoders model = TestModel.assemble(groups, 1)) {
      long few = nativeObjects(model, 40);
      long many = nativeObjects(model, 440);
      assertThat(many - few).isLessThan(10 * (400 / 4));
    }
  }

  /**
   * How many an open batch of one sentence holds after forward. What other tests left behind may be
   * collected meanwhile, which makes the number smaller: the largest of several is right.
   */
  private static long nativeObjects(EncodersDecoders model, int tokens) {
    return LongStream.generate(() -> countedOnce(model, tokens)).limit(5).max().getAsLong();
  }

  private static long countedOnce(EncodersDecoders model, int tokens) {
    long[] count = new long[1];
    Gradients.without(
        () -> {
          List<Sentence> sentences = List.of(Sentence.ofForms(letters(tokens)));
          try (Batch batch = new Batch(sentences, Mode.INFERENCE, 0)) {
            model.prepare(batch);
            batch.open(model.device());
            System.gc();
            long before = Pointer.totalCount();
            model.forward(batch);
            count[0] = Pointer.totalCount() - before;
          }
        });
    return count[0];
  }

  @Test
  void lemmaDoesNotDependOnTheRowsComputedBesideIt() {
    List<Sentence> sentences = List.of(Sentence.ofForms(letters(600)), Sentences.demo(1).get(0));
    List<List<String>> alone = lemmas(sentences, 1);
    assertThat(alone.get(0))
        .isNotEqualTo(sentences.get(0).tokens().stream().map(Token::form).toList());
    assertThat(lemmas(sentences, 7)).isEqualTo(alone);
    assertThat(lemmas(sentences, 1000)).isEqualTo(alone);
  }

  private static List<String> letters(int count) {
    Random random = new Random(2);
    return Stream.generate(
            () ->
                random
                    .ints(1 + random.nextInt(10), 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()))
        .limit(count)
        .toList();
  }

  private static List<List<String>> lemmas(List<Sentence> sentences, int groupRows) {
    String setting = "decoders.lemma { maxExtra = 1, groupRows = %d }".formatted(groupRows);
    try (EncodersDecoders model = TestModel.assembleTalkative(ComponentCase.JOINT + setting)) {
      return TestModel.predict(model, sentences).get("lemma");
    }
  }

  @Test
  void equalFormsAreOneRowAndWithContextEachTokenIsOne() {
    Batch batch = batch("a", "b", "a", "a");
    FormCharacters forms = FormCharacters.of(batch, LETTERS, 10);
    assertThat(rows(batch, forms, Optional.empty(), false).size()).isEqualTo(2);
    assertThat(rows(batch, forms, Optional.empty(), true).size()).isEqualTo(8);
  }

  @Test
  void formsWithOtherTagsAreOtherRows() {
    Batch batch = batch("a", "b", "a", "a");
    FormCharacters forms = FormCharacters.of(batch, LETTERS, 10);
    Ids tags = new Ids(new int[] {0, 0, 0, 1, 0, 0, 0, 0}, 2, 4);
    assertThat(rows(batch, forms, Optional.of(tags), false).size()).isEqualTo(3);
  }

  @Test
  void equalFormsWithOtherTargetsAreOtherRowsAndTokensWithoutTargetHaveNone() {
    Batch batch = batch("a", "b", "a", "a");
    FormCharacters forms = FormCharacters.of(batch, LETTERS, 10);
    Optional<LemmaTarget> one = Optional.of(new LemmaTarget(new int[] {4, 3}));
    Optional<LemmaTarget> same = Optional.of(new LemmaTarget(new int[] {4, 3}));
    Optional<LemmaTarget> other = Optional.of(new LemmaTarget(new int[] {5, 3}));
    Optional<LemmaTarget> none = Optional.empty();
    LemmaTargets targets =
        new LemmaTargets(List.of(one, none, same, other, none, none, none, other));
    LemmaRows rows = LemmaRows.of(batch, forms, Optional.empty(), false, Optional.of(targets));
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.groups(10).get(0).rows()).extracting(row -> row.tokens.size()).containsOnly(2);
  }

  private static LemmaRows rows(
      Batch batch, FormCharacters forms, Optional<Ids> tags, boolean withContext) {
    return LemmaRows.of(batch, forms, tags, withContext, Optional.empty());
  }

  /** Two equal sentences. */
  private static Batch batch(String... forms) {
    Sentence sentence = Sentence.ofForms(List.of(forms));
    return new Batch(List.of(sentence, sentence), Mode.INFERENCE, 0);
  }

  @Test
  void formLongerThanTheLimitIsReadAndKeepsItsPlace() {
    String form = "x".repeat(300);
    String model = ComponentCase.JOINT + "encoders.chars.maxCharacters = 4";
    try (EncodersDecoders made = TestModel.assembleTalkative(model)) {
      List<Token> tokens = List.of(Token.ofForm("a"), Token.ofForm(form), Token.ofForm("a"));
      List<String> lemmas =
          TestModel.predict(made, List.of(Sentence.of(tokens))).get("lemma").get(0);
      assertThat(lemmas).hasSize(3);
      assertThat(lemmas.get(1))
          .satisfiesAnyOf(
              lemma -> assertThat(lemma).isEqualTo(form),
              lemma -> assertThat(lemma).hasSizeBetween(1, 8));
    }
  }
}
