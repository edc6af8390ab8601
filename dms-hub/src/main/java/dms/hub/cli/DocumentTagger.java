package dms.hub.cli;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.hub.format.Document;
import dms.hub.format.DocumentReader;
import dms.hub.format.DocumentSentence;
import dms.hub.format.DocumentWriter;
import dms.hub.format.TaggedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags input of any size window by window: no more than a window is held. */
final class DocumentTagger {
  private static final int WINDOW_TOKENS = 96_000;
  private static final int WINDOW_DOCUMENTS = 4_096;

  private final Analyzer analyzer;
  private final TaggingProgress progress;

  DocumentTagger(Analyzer analyzer, TaggingProgress progress) {
    this.analyzer = analyzer;
    this.progress = progress;
  }

  /**
   * Tags everything that the reader gives.
   *
   * @throws InputException when reading fails, once all before it is written
   * @throws IOException when writing fails
   */
  void tag(DocumentReader in, DocumentWriter out) throws IOException {
    List<Document> window = new ArrayList<>();
    do {
      window.clear();
      Optional<InputException> failure = fill(window, in);
      write(window, out);
      if (failure.isPresent()) {
        throw failure.get();
      }
    } while (!window.isEmpty());
  }

  private static Optional<InputException> fill(List<Document> window, DocumentReader in) {
    try {
      for (int tokens = 0; tokens < WINDOW_TOKENS && window.size() < WINDOW_DOCUMENTS; ) {
        Optional<Document> document = in.read();
        if (document.isEmpty()) {
          break;
        }
        window.add(document.get());
        tokens += document.get().tokens();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new InputException(e));
    }
  }

  private void write(List<Document> window, DocumentWriter out) throws IOException {
    List<Sentence> sentences =
        window.stream()
            .flatMap(document -> document.sentences().stream())
            .map(DocumentSentence::sentence)
            .toList();
    List<Map<Column, List<Prediction>>> analyzed = analyzer.analyze(sentences);
    int next = 0;
    for (Document document : window) {
      int end = next + document.sentences().size();
      out.write(new TaggedDocument(document, analyzed.subList(next, end)));
      progress.add(end - next, document.tokens());
      next = end;
    }
  }
}
