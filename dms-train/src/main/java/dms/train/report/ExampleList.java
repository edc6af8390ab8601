package dms.train.report;

import dms.core.corpus.Sentence;
import dms.train.eval.TokenOutcome;
import dms.train.eval.TokenResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sentences with a token marked. */
final class ExampleList {
  /** How many examples of one error are shown. */
  static final int MAX_EXAMPLES = 3;

  /** How many tokens are shown before and after the marked one. */
  static final int CONTEXT = 12;

  private final List<Sentence> corpus;

  ExampleList(List<Sentence> corpus) {
    this.corpus = corpus;
  }

  /** The first few tokens, each in its sentence, from sentences that differ where there are any. */
  Element of(List<TokenResult> tokens) {
    Element list = Element.of("ul").with("class", "examples");
    List<TokenOutcome> repeated = new ArrayList<>();
    List<TokenOutcome> chosen = new ArrayList<>();
    Set<Integer> sentences = new HashSet<>();
    for (TokenResult token : tokens) {
      boolean isNew = sentences.add(token.outcome().sentence());
      (isNew ? chosen : repeated).add(token.outcome());
    }
    chosen.addAll(repeated);
    chosen.stream().limit(MAX_EXAMPLES).forEach(outcome -> list.add(example(outcome)));
    return list;
  }

  private Element example(TokenOutcome outcome) {
    Sentence sentence = corpus.get(outcome.sentence());
    int from = Math.max(0, outcome.token() - CONTEXT);
    int to = Math.min(sentence.size(), outcome.token() + CONTEXT + 1);
    Element text = Element.of("span").with("dir", "auto").with("class", "sentence");
    text.add(from > 0 ? "… " : "");
    for (int t = from; t < to; t++) {
      Element form = Element.corpus(sentence.tokens().get(t).form());
      text.add(t == outcome.token() ? Element.of("mark", form) : form);
      text.add(t + 1 < to ? " " : "");
    }
    text.add(to < sentence.size() ? " …" : "");
    String place = sentence.id().orElseGet(sentence::source);
    return Element.of(
        "li", text, Element.of("span", " " + VisibleText.of(place)).with("class", "source"));
  }
}
