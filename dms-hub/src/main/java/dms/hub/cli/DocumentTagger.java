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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tags input of any size window by window: while the model works on a window, the one before it is
 * written and the next one read. No more than two are held.
 */
final class DocumentTagger {
  private static final int WINDOW_TOKENS = 48_000;

  /** Windows double from that size on, so that the model has something to do at once. */
  private static final int FIRST_WINDOW_TOKENS = 6_000;

  private static final int WINDOW_DOCUMENTS = 4_096;
  private static final int AHEAD = 1;

  private final Analyzer analyzer;
  private final TaggingProgress progress;

  /** A window that the model works on. */
  private record Asked(
      List<Document> documents, Future<List<Map<Column, List<Prediction>>>> analyzed) {}

  DocumentTagger(Analyzer analyzer, TaggingProgress progress) {
    this.analyzer = analyzer;
    this.progress = progress;
  }

  /**
   * Tags everything that the reader gives.
   *
   * @throws InputException when reading fails, once all before it is written
   * @throws IOException when writing fails
   * @throws CancellationException when the thread is interrupted; it stays so
   */
  void tag(DocumentReader in, DocumentWriter out) throws IOException {
    ExecutorService callers = Executors.newFixedThreadPool(AHEAD + 1, DocumentTagger::thread);
    try {
      tag(in, out, callers);
    } finally {
      callers.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dms-window");
    thread.setDaemon(true);
    return thread;
  }

  private void tag(DocumentReader in, DocumentWriter out, ExecutorService callers)
      throws IOException {
    Deque<Asked> asked = new ArrayDeque<>();
    Optional<RuntimeException> failure;
    boolean more;
    int tokens = FIRST_WINDOW_TOKENS;
    do {
      List<Document> window = new ArrayList<>();
      failure = fill(window, tokens, in);
      tokens = Math.min(2 * tokens, WINDOW_TOKENS);
      more = failure.isEmpty() && !window.isEmpty();
      if (!window.isEmpty()) {
        asked.add(new Asked(window, callers.submit(() -> analyzer.analyze(sentences(window)))));
      }
      while (asked.size() > (more ? AHEAD : 0)) {
        write(asked.remove(), out);
      }
    } while (more);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static Optional<RuntimeException> fill(
      List<Document> window, int maxTokens, DocumentReader in) {
    try {
      for (int tokens = 0; tokens < maxTokens && window.size() < WINDOW_DOCUMENTS; ) {
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
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  private static List<Sentence> sentences(List<Document> documents) {
    return documents.stream()
        .flatMap(document -> document.sentences().stream())
        .map(DocumentSentence::sentence)
        .toList();
  }

  private void write(Asked window, DocumentWriter out) throws IOException {
    List<Map<Column, List<Prediction>>> analyzed = await(window.analyzed);
    int next = 0;
    for (Document document : window.documents) {
      int end = next + document.sentences().size();
      out.write(new TaggedDocument(document, analyzed.subList(next, end)));
      progress.add(end - next, document.tokens());
      next = end;
    }
  }

  private static <T> T await(Future<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("tagging: interrupted while waiting for the model");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
