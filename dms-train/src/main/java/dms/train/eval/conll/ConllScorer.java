package dms.train.eval.conll;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Counts what two files of the same characters have in common. */
final class ConllScorer {
  private final ConllTreebank gold;
  private final ConllTreebank system;
  private final WordAlignment alignment;
  private final List<List<Integer>> goldFunctionWords;
  private final List<List<Integer>> systemFunctionWords;

  ConllScorer(ConllTreebank gold, ConllTreebank system) {
    this.gold = gold;
    this.system = system;
    this.alignment = WordAlignment.of(gold.words(), system.words());
    this.goldFunctionWords = functionWords(gold.words());
    this.systemFunctionWords = functionWords(system.words());
  }

  /** Indices of the function words at each word, in their order. */
  private static List<List<Integer>> functionWords(List<ConllWord> words) {
    List<List<Integer>> children = new ArrayList<>();
    words.forEach(word -> children.add(List.of()));
    for (int i = 0; i < words.size(); i++) {
      ConllWord word = words.get(i);
      if (word.parent() != ConllWord.ROOT && word.isFunctionWord()) {
        if (children.get(word.parent()).isEmpty()) {
          children.set(word.parent(), new ArrayList<>());
        }
        children.get(word.parent()).add(i);
      }
    }
    return children;
  }

  ConllScore score(ConllMetric metric) {
    return switch (metric) {
      case TOKENS -> spans(gold.tokens(), system.tokens());
      case SENTENCES -> spans(gold.sentences(), system.sentences());
      case WORDS ->
          new ConllScore(
              gold.words().size(), system.words().size(), alignment.size(), OptionalInt.empty());
      case UPOS -> words(s -> goldOf(s).sameUpos(word(s)));
      case XPOS -> words(s -> goldOf(s).xpos().equals(word(s).xpos()));
      case UFEATS -> words(s -> goldOf(s).sameFeatures(word(s)));
      case ALL_TAGS -> words(s -> goldOf(s).sameTags(word(s)));
      case LEMMAS -> words(s -> goldOf(s).sameLemma(word(s)));
      case UAS -> words(this::hasSameHead);
      case LAS -> words(this::isAttachedAlike);
      case CLAS -> contentWords(this::isAttachedAlike);
      case MLAS -> contentWords(this::isAttachedAlikeWithFunctionWords);
      case BLEX -> contentWords(s -> isAttachedAlike(s) && goldOf(s).sameLemma(word(s)));
    };
  }

  private static ConllScore spans(List<Span> gold, List<Span> system) {
    int correct = 0;
    int g = 0;
    int s = 0;
    while (g < gold.size() && s < system.size()) {
      int difference = Integer.compare(gold.get(g).start(), system.get(s).start());
      if (difference == 0 && gold.get(g).end() == system.get(s).end()) {
        correct++;
      }
      g += difference <= 0 ? 1 : 0;
      s += difference >= 0 ? 1 : 0;
    }
    return new ConllScore(gold.size(), system.size(), correct, OptionalInt.empty());
  }

  private ConllScore words(IntPredicate right) {
    return counted(word -> true, right);
  }

  private ConllScore contentWords(IntPredicate right) {
    return counted(ConllWord::isContentWord, right);
  }

  /** Whether an aligned pair is counted is the gold word's matter. */
  private ConllScore counted(Predicate<ConllWord> counts, IntPredicate right) {
    int aligned = 0;
    int correct = 0;
    for (int s = 0; s < system.words().size(); s++) {
      if (alignment.goldOf(s) != WordAlignment.NONE && counts.test(goldOf(s))) {
        aligned++;
        correct += right.test(s) ? 1 : 0;
      }
    }
    return new ConllScore(
        (int) gold.words().stream().filter(counts).count(),
        (int) system.words().stream().filter(counts).count(),
        correct,
        OptionalInt.of(aligned));
  }

  private ConllWord word(int systemWord) {
    return system.words().get(systemWord);
  }

  private ConllWord goldOf(int systemWord) {
    return gold.words().get(alignment.goldOf(systemWord));
  }

  private boolean hasSameHead(int s) {
    return goldOf(s).parent() == alignment.goldOf(word(s).parent());
  }

  private boolean isAttachedAlike(int s) {
    return hasSameHead(s) && goldOf(s).deprel().equals(word(s).deprel());
  }

  private boolean isAttachedAlikeWithFunctionWords(int s) {
    List<Integer> ofGold = goldFunctionWords.get(alignment.goldOf(s));
    List<Integer> ofSystem = systemFunctionWords.get(s);
    if (!isAttachedAlike(s)
        || !isSameWord(goldOf(s), word(s))
        || ofGold.size() != ofSystem.size()) {
      return false;
    }
    for (int i = 0; i < ofGold.size(); i++) {
      int child = ofSystem.get(i);
      if (alignment.goldOf(child) != ofGold.get(i)
          || !goldOf(child).deprel().equals(word(child).deprel())
          || !isSameWord(goldOf(child), word(child))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameWord(ConllWord gold, ConllWord system) {
    return gold.sameUpos(system) && gold.sameFeatures(system);
  }
}
