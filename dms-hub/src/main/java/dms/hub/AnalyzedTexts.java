package dms.hub;

import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Analyses texts in their order, while the model works on windows of sentences that do not care
 * where a text ends. Reads no further ahead than a window. Serves one thread.
 */
final class AnalyzedTexts implements Iterator<Analysis> {
  private final ColumnPredictions columns;
  private final Iterator<List<Map<String, List<Prediction>>>> windows;
  private final Deque<Text> texts = new ArrayDeque<>();
  private final Deque<Map<String, List<Prediction>>> predictions = new ArrayDeque<>();

  /** A text that has been read but not handed out. */
  private record Text(SplitText split, int sentences) {}

  /**
   * @param source of the texts
   * @param predict makes windows of sentences and gives what the model says of each window's
   */
  AnalyzedTexts(
      Iterator<SplitText> source,
      ColumnPredictions columns,
      Function<Iterator<Sentence>, Iterator<List<Map<String, List<Prediction>>>>> predict) {
    this.columns = columns;
    this.windows = predict.apply(new Sentences(source));
  }

  /** The sentences of all texts; notes each text as it is read. */
  private final class Sentences implements Iterator<Sentence> {
    private final Iterator<SplitText> source;
    private Iterator<Sentence> ofText = List.<Sentence>of().iterator();

    Sentences(Iterator<SplitText> source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      while (!ofText.hasNext() && source.hasNext()) {
        SplitText split = source.next();
        List<Sentence> sentences = split.forModel();
        texts.add(new Text(split, sentences.size()));
        ofText = sentences.iterator();
      }
      return ofText.hasNext();
    }

    @Override
    public Sentence next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no sentence is left");
      }
      return ofText.next();
    }
  }

  @Override
  public boolean hasNext() {
    // Looking for a further sentence reads texts, and notes those that have none.
    return !texts.isEmpty() || windows.hasNext() || !texts.isEmpty();
  }

  @Override
  public Analysis next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no text is left");
    }
    while (texts.isEmpty() || texts.peek().sentences > predictions.size()) {
      predictions.addAll(windows.next());
    }
    Iterator<Map<String, List<Prediction>>> own = predictions.iterator();
    Text text = texts.remove();
    Analysis analysis = text.split.analysis(columns, own);
    for (int i = 0; i < text.sentences; i++) {
      predictions.remove();
    }
    return analysis;
  }
}
