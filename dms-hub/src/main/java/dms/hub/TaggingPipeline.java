package dms.hub;

import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.SentenceWriter;
import dms.core.tensor.ComputeDevice;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import dms.hub.text.TextSplitter;
import dms.hub.text.TextSplitters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A trained system at work: analyses text, or tags sentences of a corpus. n tokens in, n tokens
 * out, in input order.
 *
 * <pre>{@code
 * try (TaggingPipeline pipeline = TaggingPipeline.load(model)) {
 *   Analysis analysis = pipeline.analyze("Hún las bókina.");
 *   for (AnalyzedToken token : analysis.sentences().get(0).tokens()) {
 *     System.out.println(token.form() + " " + token.value("xpos") + " " + token.lemma());
 *   }
 * }
 * }</pre>
 *
 * <p>Words that are known already, and texts by the million, of which no more than a window is held
 * at a time:
 *
 * <pre>{@code
 * Analysis analysis = pipeline.analyzeTokens(List.of(List.of("Hún", "las"), List.of("Já")));
 * try (Stream<String> lines = Files.lines(file)) {
 *   pipeline.analyze(lines).forEach(line -> System.out.println(line.sentences().size()));
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> One object serves any number of threads, and each gets the values that it
 * would get alone. The model itself is run by threads of the pipeline; what several callers wait
 * for is computed together. Probabilities depend on what was computed beside only by rounding: they
 * differ after the fifth decimal.
 *
 * <p><b>Interruption.</b> A thread that is interrupted while it waits for the model stops waiting
 * with a {@link java.util.concurrent.CancellationException}, an {@link IllegalStateException}, and
 * stays interrupted.
 *
 * <p><b>Closing.</b> {@link #close()} waits for the batch under way; calls that have more to do,
 * and later ones, get an {@link IllegalStateException}. A pipeline that is never closed keeps its
 * model and thread until the process ends.
 *
 * <p><b>Corpora.</b> Where two decoders predict one column, the value is that of one which is for
 * the sentence's corpus, else of the one which the model runs later. A system that was trained on
 * several corpora writes as the corpus of a sentence does: {@link Sentence#inCorpus} says which
 * that is, or {@link PipelineOptions#corpus()} for all that do not say it.
 */
public final class TaggingPipeline implements AutoCloseable {
  private final BundleDescription description;
  private final ColumnPredictions columns;
  private final TextSplitter splitter;
  private final WindowedModel model;

  private TaggingPipeline(
      BundleDescription description, EncodersDecoders model, PipelineOptions options) {
    this.description = description;
    this.columns = new ColumnPredictions(model.decoders(), options.corpus(), description.corpora());
    this.splitter = TextSplitters.onFirstUse(description.language());
    this.model = new WindowedModel(description.name(), model, options);
  }

  /**
   * As {@link #load(String, PipelineOptions)}, on the processor.
   *
   * @throws IOException as there
   */
  public static TaggingPipeline load(String nameOrPath) throws IOException {
    return load(nameOrPath, PipelineOptions.defaults());
  }

  /**
   * Loads a system.
   *
   * @param nameOrPath {@code name} or {@code name@version} of a model that is on the class path,
   *     installed, or in a catalogue; or the folder or archive of a bundle
   * @return the pipeline, the caller's to close
   * @throws dms.hub.catalogue.UnknownModelException when there is none, listing those that are
   *     known
   * @throws dms.hub.catalogue.DownloadException when it cannot be downloaded, or may not
   * @throws IOException as {@link #load(Bundle, PipelineOptions)}
   */
  public static TaggingPipeline load(String nameOrPath, PipelineOptions options)
      throws IOException {
    return load(Hub.of(HubSettings.ofProcess()).finder().find(nameOrPath), options);
  }

  /**
   * Loads a system from a folder.
   *
   * @param bundle its folder, see {@link Bundle}
   * @param device where it runs
   * @return the pipeline, the caller's to close
   * @throws java.nio.file.NoSuchFileException when there is no such folder
   * @throws IOException as {@link #load(Bundle, PipelineOptions)}
   */
  public static TaggingPipeline load(Path bundle, ComputeDevice device) throws IOException {
    return load(Bundle.read(bundle), PipelineOptions.defaults().withDevice(device));
  }

  /**
   * Loads a system whose bundle has been read.
   *
   * @return the pipeline, the caller's to close
   * @throws dms.hub.bundle.BundleFormatException when the bundle is damaged
   * @throws dms.components.config.ConfigurationException when a component type is not on the class
   *     path
   * @throws IllegalArgumentException when the system does not know the corpus
   * @throws IOException when the bundle was changed since it was read, or a file cannot be read
   */
  public static TaggingPipeline load(Bundle bundle, PipelineOptions options) throws IOException {
    options.corpus().ifPresent(bundle.description()::requireCorpus);
    return new TaggingPipeline(bundle.description(), bundle.load(options.device()), options);
  }

  /** What the bundle says of itself. */
  public BundleDescription description() {
    return description;
  }

  /** The columns that are predicted, in the order in which the model runs its decoders. */
  public List<Column> columns() {
    return columns.columns();
  }

  /**
   * The decoder whose values the one that predicts a column reads, as a lemmatizer reads tags;
   * empty where it reads none, or the column is not predicted.
   */
  public Optional<Decoder> inputOf(Column column) {
    return columns.inputOf(column);
  }

  /**
   * Splits a text into sentences and tokens and analyses them. Any text will do: what no corpus can
   * hold, such as half of a surrogate pair, the model reads as U+FFFD, while the result has the
   * form as it stands in the text.
   *
   * @return its sentences with their places in the text; none for a text without words
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public Analysis analyze(String text) {
    return analyses(Stream.of(split(text)).iterator()).next();
  }

  /**
   * Analyses texts one after another, lazily: a result is computed when it is asked for, together
   * with those of a window of texts after it. So that sentences share batches, up to {@value
   * WindowedModel#MAX_WINDOW_SENTENCES} sentences are read ahead, or {@value
   * WindowedModel#WINDOW_BATCHES} batches of tokens.
   *
   * @param texts in any number; closed with the stream that is returned
   * @return as many results, in the same order; using it throws what {@link #analyze(String)} does
   * @throws IllegalStateException when the pipeline is closed
   */
  public Stream<Analysis> analyze(Stream<String> texts) {
    Iterator<Analysis> analyses = analyses(texts.sequential().map(this::split).iterator());
    int ordered = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(analyses, ordered), false)
        .onClose(texts::close);
  }

  /**
   * Analyses sentences whose words are known. A word may hold anything, blanks too: tabs, line ends
   * and halves of surrogate pairs the model reads as U+FFFD, while the result has the form as it is
   * given.
   *
   * @param sentences each a list of words; one without words gives one without tokens
   * @return as many sentences, each of as many tokens; their places are those in a text with a
   *     blank between words and a line end between sentences
   * @throws IllegalArgumentException when a word is blank or missing, naming sentence and token
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public Analysis analyzeTokens(List<List<String>> sentences) {
    return analyses(Stream.of(SplitText.ofTokens(sentences)).iterator()).next();
  }

  private SplitText split(String text) {
    return SplitText.of(text, splitter);
  }

  private Iterator<Analysis> analyses(Iterator<SplitText> texts) {
    model.requireOpen();
    return new AnalyzedTexts(texts, columns, model::analyze);
  }

  /**
   * Tags sentences: sets the columns that the system predicts and leaves everything else as it was.
   *
   * @param sentences of any number; one of TSV gets the columns that it lacks
   * @return as many sentences, in the same order, with the same tokens
   * @throws IllegalArgumentException when CoNLL-U has no place for a predicted column
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public List<Sentence> tag(List<Sentence> sentences) {
    model.requireOpen();
    List<Sentence> tagged = new ArrayList<>(sentences.size());
    try (AskedWindows windows = model.ask(sentences.iterator(), false)) {
      windows.forEachRemaining(window -> tagged.addAll(tagged(window)));
    }
    return List.copyOf(tagged);
  }

  /**
   * Tags a corpus of any size. No more than two windows of {@value
   * WindowedModel#MAX_WINDOW_SENTENCES} sentences are held at a time: one that is read or written,
   * and one that the model works on.
   *
   * @param in where the sentences come from; not closed
   * @param out where they go, in the same order; neither flushed nor closed
   * @return the number of sentences
   * @throws IOException when reading or writing fails; what was tagged before is written
   * @throws IllegalArgumentException when CoNLL-U has no place for a predicted column
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public long tag(SentenceReader in, SentenceWriter out) throws IOException {
    model.requireOpen();
    long count = 0;
    try (AskedWindows windows = model.ask(in.stream().iterator(), false)) {
      while (windows.hasNext()) {
        for (Sentence sentence : tagged(windows.next())) {
          out.write(sentence);
          count++;
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return count;
  }

  /**
   * What is predicted for sentences, which stay as they are.
   *
   * @param sentences of any number
   * @param detailed whether probabilities and the sources of lemmas are asked for, which costs more
   * @return for each sentence, by column, one prediction per token
   * @throws dms.core.component.ComponentException when a component fails
   * @throws IllegalStateException when the pipeline is closed
   */
  public List<Map<Column, List<Prediction>>> predict(List<Sentence> sentences, boolean detailed) {
    model.requireOpen();
    List<Map<Column, List<Prediction>>> predicted = new ArrayList<>(sentences.size());
    try (AskedWindows windows = model.ask(sentences.iterator(), detailed)) {
      while (windows.hasNext()) {
        WindowedModel.Asked window = windows.next();
        List<Map<String, List<Prediction>>> ofDecoders = window.predictions();
        for (int s = 0; s < ofDecoders.size(); s++) {
          Optional<String> corpus = window.sentences().get(s).corpus();
          predicted.add(columns.ofSentence(corpus, ofDecoders.get(s)));
        }
      }
    }
    return predicted;
  }

  private List<Sentence> tagged(WindowedModel.Asked window) {
    List<Map<String, List<Prediction>>> predictions = window.predictions();
    return IntStream.range(0, predictions.size())
        .mapToObj(s -> columns.set(window.sentences().get(s), predictions.get(s)))
        .toList();
  }

  /**
   * Refuses calls that wait, lets the batch under way finish and frees the model; a second call
   * waits for the same.
   */
  @Override
  public void close() {
    model.close();
  }
}
