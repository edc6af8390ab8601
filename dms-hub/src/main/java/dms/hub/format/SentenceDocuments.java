package dms.hub.format;

import dms.core.corpus.SentenceReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A corpus in which every sentence is a document of its own. */
public final class SentenceDocuments implements DocumentReader {
  private final SentenceReader sentences;

  /** The sentences that the reader gives; closing this closes it. */
  public SentenceDocuments(SentenceReader sentences) {
    this.sentences = sentences;
  }

  @Override
  public Optional<Document> read() throws IOException {
    return sentences
        .read()
        .map(
            sentence ->
                new Document(
                    List.of(DocumentSentence.of(sentence)), Optional.empty(), Optional.empty()));
  }

  @Override
  public void close() throws IOException {
    sentences.close();
  }
}
