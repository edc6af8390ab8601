package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.components.lexicon.LemmaCandidates;
import dms.components.lexicon.LemmaCandidates.Match;
import dms.components.lexicon.LemmaLexicon;
import dms.components.lexicon.LexiconEntry;
import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The best script that fits and that the lexicon agrees with makes the lemma. */
class LemmaChoiceTest {
  private static final String DOG = "hundinum";

  private final Vocabulary scripts =
      Vocabulary.learn(
          Map.of("lower", 9L, "lower\t0-4+ur", 9L, "lower\t0-3+", 9L, "lower\t0-6+a", 9L),
          1,
          List.of());

  /** A lexicon that knows one form. */
  private record OneForm(Match match, List<String> lemmas) implements LemmaLexicon {
    @Override
    public List<LexiconEntry> find(String form) {
      return List.of();
    }

    @Override
    public LemmaCandidates lemmas(String form, String tag) {
      return form.equals(DOG) && tag.equals("N-D")
          ? new LemmaCandidates(match, lemmas)
          : new LemmaCandidates(Match.NONE, List.of());
    }
  }

  private static Optional<KnownLemmas> lexicon(Match match, String... lemmas) {
    return Optional.of(new KnownLemmas(new OneForm(match, List.of(lemmas)), 0.9));
  }

  /** What is chosen for a form when scripts score so; both ways of asking agree. */
  private Prediction chosen(
      String form, Map<String, Double> scores, int tries, Optional<KnownLemmas> known) {
    float[] logits = new float[scripts.size()];
    Arrays.fill(logits, -20);
    scores.forEach((script, score) -> logits[scripts.id(script, -1)] = score.floatValue());
    Prediction[] chosen = new Prediction[1];
    NativeScope.within(
        () -> {
          LemmaChoice.Scored scored =
              new LemmaChoice(scripts, tries, known)
                  .scored(Tensors.of(logits, ComputeDevice.cpu(), 1, 1, logits.length));
          chosen[0] = scored.predictions().of(form, "N-D", 0);
          assertThat(scored.lemma(form, "N-D", 0)).isEqualTo(chosen[0].value());
        });
    return chosen[0];
  }

  private static void assertIs(Prediction found, String lemma, double p, LemmaSource source) {
    assertThat(found.value()).isEqualTo(lemma);
    assertThat(found.source()).contains(source);
    assertThat(found.probability().orElseThrow()).isCloseTo(p, within(1e-6));
  }

  private final Map<String, Double> ur80 =
      Map.of("lower\t0-4+ur", Math.log(0.8), "lower\t0-3+", Math.log(0.2));

  @Test
  void theBestScriptMakesTheLemma() {
    assertIs(chosen(DOG, ur80, 4, Optional.empty()), "hundur", 0.8, LemmaSource.EDIT_RULE);
  }

  @Test
  void aScriptThatTheFormIsTooShortForIsPassedOver() {
    Map<String, Double> scores =
        Map.of(
            "lower\t0-6+a", Math.log(0.7), "lower\t0-4+ur", Math.log(0.2), "lower", Math.log(0.1));
    assertIs(chosen("á", scores, 4, Optional.empty()), "á", 0.1, LemmaSource.EDIT_RULE);
  }

  @Test
  void aFormThatNoneOfTheBestFitsIsItsOwnLemmaAndSaysSo() {
    Map<String, Double> scores =
        Map.of(
            "lower\t0-6+a", Math.log(0.7), "lower\t0-4+ur", Math.log(0.2), "lower", Math.log(0.1));
    assertIs(chosen("Á", scores, 2, Optional.empty()), "Á", 0.1, LemmaSource.COPY);
  }

  @Test
  void aLemmaThatTheLexiconHasComesFromIt() {
    assertIs(
        chosen(DOG, ur80, 4, lexicon(Match.FORM_AND_TAG, "hundi", "hundur")),
        "hundur",
        0.8,
        LemmaSource.LEXICON);
  }

  @Test
  void theLexiconsLikeliestLemmaComesBeforeOneThatItDoesNotHave() {
    assertIs(
        chosen(DOG, ur80, 4, lexicon(Match.FORM_AND_CLASS, "hund", "hundi")),
        "hundi",
        0.2,
        LemmaSource.LEXICON);
  }

  @Test
  void aLemmaThatNoScriptMakesIsStillTheLexicons() {
    Prediction chosen = chosen(DOG, ur80, 4, lexicon(Match.FORM_AND_TAG, "rakki"));
    assertThat(chosen.value()).isEqualTo("rakki");
    assertThat(chosen.probability().orElseThrow()).isPositive();
  }

  @Test
  void aCertainLemmaStaysWhateverTheLexiconHas() {
    Map<String, Double> certain =
        Map.of("lower\t0-4+ur", Math.log(0.95), "lower\t0-3+", Math.log(0.05));
    assertIs(
        chosen(DOG, certain, 4, lexicon(Match.FORM_AND_TAG, "hundi")),
        "hundur",
        0.95,
        LemmaSource.EDIT_RULE);
  }

  @Test
  void lemmasOfAnotherWordClassDoNotReplaceOne() {
    assertIs(
        chosen(DOG, ur80, 4, lexicon(Match.FORM, "hundi")), "hundur", 0.8, LemmaSource.EDIT_RULE);
  }

  @Test
  void aFormThatTheLexiconDoesNotKnowIsAsWithoutOne() {
    assertIs(
        chosen("kettinum", ur80, 4, lexicon(Match.FORM_AND_TAG, "hundi")),
        "kettur",
        0.8,
        LemmaSource.EDIT_RULE);
  }
}
