package dms.hub.text;

import dms.hub.text.TreebankText.Paragraph;
import dms.hub.text.TreebankText.Span;
import dms.hub.text.TreebankText.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * F1 of tokens, words and sentences, as the CoNLL 2018 shared task counts them: tokens and
 * sentences by the characters they span; words too, but for those of a multiword token, whose forms
 * are aligned by the longest common subsequence.
 */
final class SplitScores {
  /** What was found, what should have been, and how much of it is the same. */
  record Score(long correct, long gold, long system) {
    static final Score NONE = new Score(0, 0, 0);

    Score plus(long correct, long gold, long system) {
      return new Score(this.correct + correct, this.gold + gold, this.system + system);
    }

    double precision() {
      return 100.0 * correct / system;
    }

    double recall() {
      return 100.0 * correct / gold;
    }

    double f1() {
      return 200.0 * correct / (gold + system);
    }
  }

  Score tokens = Score.NONE;
  Score words = Score.NONE;
  Score sentences = Score.NONE;

  /** Counts a paragraph; the system's words are its tokens. */
  void add(Paragraph gold, List<TextSentence> system) {
    List<Word> found = new ArrayList<>();
    Set<Span> foundSentences = new HashSet<>();
    for (TextSentence sentence : system) {
      foundSentences.add(new Span(sentence.begin(), sentence.end()));
      sentence
          .tokens()
          .forEach(t -> found.add(new Word(new Span(t.begin(), t.end()), t.form(), false)));
    }
    Set<Span> foundTokens = new HashSet<>(found.stream().map(Word::span).toList());
    long same = gold.tokens().stream().filter(foundTokens::contains).count();
    tokens = tokens.plus(same, gold.tokens().size(), foundTokens.size());
    long sameSentences = gold.sentences().stream().filter(foundSentences::contains).count();
    sentences = sentences.plus(sameSentences, gold.sentences().size(), foundSentences.size());
    words = words.plus(aligned(gold.words(), found), gold.words().size(), found.size());
  }

  private static long aligned(List<Word> gold, List<Word> system) {
    long aligned = 0;
    int g = 0;
    int s = 0;
    while (g < gold.size() && s < system.size()) {
      Span wanted = gold.get(g).span();
      Span found = system.get(s).span();
      if (!gold.get(g).multiword()) {
        aligned += wanted.equals(found) ? 1 : 0;
        boolean both = wanted.equals(found);
        int step = wanted.begin() <= found.begin() ? 1 : 0;
        g += both ? 1 : step;
        s += both ? 1 : 1 - step;
        continue;
      }
      if (found.begin() < wanted.begin()) {
        s++;
        continue;
      }
      int end = wanted.end();
      int fromGold = g;
      int fromSystem = s;
      while (g < gold.size() && gold.get(g).multiword() && gold.get(g).span().begin() < end) {
        g++;
      }
      while (s < system.size() && system.get(s).span().end() <= end) {
        s++;
      }
      aligned += commonForms(gold.subList(fromGold, g), system.subList(fromSystem, s));
    }
    return aligned;
  }

  private static int commonForms(List<Word> gold, List<Word> system) {
    int[][] longest = new int[gold.size() + 1][system.size() + 1];
    for (int g = gold.size() - 1; g >= 0; g--) {
      for (int s = system.size() - 1; s >= 0; s--) {
        longest[g][s] =
            lower(gold.get(g)).equals(lower(system.get(s)))
                ? longest[g + 1][s + 1] + 1
                : Math.max(longest[g + 1][s], longest[g][s + 1]);
      }
    }
    return longest[0][0];
  }

  private static String lower(Word word) {
    return word.form().toLowerCase(Locale.ROOT);
  }
}
