package dms.bench;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceWriter;
import dms.core.tensor.ComputeDevice;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.hub.format.Document;
import dms.hub.format.DocumentReader;
import dms.hub.format.DocumentSentence;
import dms.hub.format.DocumentWriter;
import dms.hub.format.InputFormat;
import dms.hub.format.OutputFormat;
import dms.hub.format.TableWriter;
import dms.hub.format.TaggedDocument;
import dms.hub.text.TextSplitters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Tagging from text to text with the shipped model of the data's language, warm: raw text is split,
 * tagged and written as CoNLL-U; or CoNLL-U is read, tagged and written. The readers, writers and
 * windows are those of {@code dms tag}; the text lies in memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 3)
@Fork(1)
public class TaggingBenchmark {
  /** What {@code dms tag} reads before it tags. */
  private static final int WINDOW_TOKENS = 32_000;

  /** What is read: {@code raw} or {@code conllu}. */
  @Param({"raw", "conllu"})
  public String format;

  /** Tokens of the text. */
  @Param("30000")
  public int tokens;

  private TaggingPipeline pipeline;
  private InputFormat.Details details;
  private byte[] input;
  private int outputBytes;

  /** Made by JMH. */
  public TaggingBenchmark() {}

  /** Loads the model and makes the text. */
  @Setup
  public void make() throws IOException {
    BenchmarkData data = BenchmarkData.load();
    BenchmarkSettings settings = BenchmarkSettings.ofProcess();
    ComputeDevice device = settings.open();
    PipelineOptions options = PipelineOptions.defaults().withDevice(device);
    pipeline = TaggingPipeline.load(BenchmarkModel.shippedName(data), options);
    details = new InputFormat.Details(TextSplitters.onFirstUse(data.language()), "text", List.of());
    List<Sentence> sentences = data.ofTokens(tokens);
    input =
        inputFormat() == InputFormat.RAW
            ? BenchmarkData.rawText(sentences).getBytes(StandardCharsets.UTF_8)
            : conllu(sentences);
  }

  private InputFormat inputFormat() {
    return format.equals("raw") ? InputFormat.RAW : InputFormat.CONLLU;
  }

  private static byte[] conllu(List<Sentence> sentences) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SentenceWriter writer = CorpusFormat.CONLLU.writer(out)) {
      for (Sentence sentence : sentences) {
        writer.write(sentence);
      }
    }
    return out.toByteArray();
  }

  /** Tags the text; gives what was written. */
  @Benchmark
  public byte[] tag(Tokens counted) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(outputBytes);
    OutputFormat.Details written =
        new OutputFormat.Details(
            List.of(), inputFormat().formsOnly(), false, TableWriter.ANY_WIDTH);
    try (DocumentReader reader =
            inputFormat().reader(new ByteArrayInputStream(input), format, details);
        DocumentWriter writer = OutputFormat.CONLLU.writer(out, written)) {
      for (List<Document> window = window(reader); !window.isEmpty(); window = window(reader)) {
        counted.tokens += tag(window, writer);
      }
    }
    outputBytes = out.size();
    return out.toByteArray();
  }

  private static List<Document> window(DocumentReader reader) throws IOException {
    List<Document> window = new ArrayList<>();
    for (int read = 0; read < WINDOW_TOKENS; ) {
      Optional<Document> document = reader.read();
      if (document.isEmpty()) {
        break;
      }
      window.add(document.get());
      read += document.get().tokens();
    }
    return window;
  }

  private int tag(List<Document> window, DocumentWriter writer) throws IOException {
    List<Sentence> sentences =
        window.stream()
            .flatMap(document -> document.sentences().stream())
            .map(DocumentSentence::sentence)
            .toList();
    var predictions = pipeline.predict(sentences, false);
    int begin = 0;
    int tagged = 0;
    for (Document document : window) {
      int end = begin + document.sentences().size();
      writer.write(new TaggedDocument(document, predictions.subList(begin, end)));
      begin = end;
      tagged += document.tokens();
    }
    return tagged;
  }

  /** Frees the model. */
  @TearDown
  public void free() {
    pipeline.close();
  }
}
