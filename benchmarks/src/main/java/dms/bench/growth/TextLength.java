package dms.bench.growth;

import dms.core.batch.BatchPlanner;
import dms.core.corpus.ConlluReader;
import dms.core.corpus.ConlluWriter;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.SentenceWriter;
import dms.hub.Analysis;
import dms.hub.TaggingPipeline;
import dms.hub.text.TextSplitter;
import dms.hub.text.TextSplitters;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Time per token of everything that a text goes through, by the number of its tokens. */
@Command(name = "text", description = "time per token by the length of a text")
final class TextLength implements Callable<Integer> {
  @Parameters(index = "0", description = "model to tag with: a name or a folder")
  private String model;

  @Parameters(index = "1", description = "corpus in CoNLL-U, repeated as often as needed")
  private Path corpus;

  @Option(
      names = "--tokens",
      split = ",",
      defaultValue = "1000,10000,100000,1000000",
      description = "tokens of the texts")
  private int[] sizes;

  @Option(names = "--language", defaultValue = "is", description = "of the text")
  private String language;

  @Option(names = "--no-model", description = "leave out what the model computes")
  private boolean noModel;

  @Spec private CommandSpec spec;

  private interface Work {
    long run() throws IOException;
  }

  @Override
  public Integer call() throws Exception {
    TokenSupply supply = new TokenSupply(corpus);
    PrintWriter out = spec.commandLine().getOut();
    out.println("what\ttokens\tmicroseconds per token\tresident MB");
    try (TaggingPipeline pipeline = TaggingPipeline.load(model)) {
      // Until everything is compiled.
      for (int round = 0; round < 3; round++) {
        measure(pipeline, supply.sentencesOf(30_000), List.of());
      }
      for (int size : sizes) {
        for (String line : measure(pipeline, supply.sentencesOf(size), List.of(size))) {
          out.println(line);
        }
        out.flush();
      }
    }
    return 0;
  }

  private List<String> measure(
      TaggingPipeline pipeline, List<Sentence> sentences, List<Integer> told) throws IOException {
    long tokens = sentences.stream().mapToLong(Sentence::size).sum();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Work> work : works(pipeline, sentences).entrySet()) {
      // A short text is repeated, so that there is something to be measured.
      long times = Math.max(1, 20_000 / tokens);
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        long seen = work.getValue().run();
        if (seen < 1) {
          throw new IllegalStateException(work.getKey() + ": nothing came out");
        }
      }
      double micros = (System.nanoTime() - start) / 1e3 / tokens / times;
      lines.add(
          "%s\t%d\t%.3f\t%s"
              .formatted(
                  work.getKey(),
                  tokens,
                  micros,
                  MeasuredMemory.megabytes(MeasuredMemory.resident())));
    }
    return told.isEmpty() ? List.of() : lines;
  }

  private Map<String, Work> works(TaggingPipeline pipeline, List<Sentence> sentences)
      throws IOException {
    byte[] conllu = conllu(sentences);
    String text = text(sentences, 10);
    String oneParagraph = text(sentences, Integer.MAX_VALUE);
    String endless = oneParagraph.replaceAll("[.!?:;]", ",");
    TextSplitter splitter = TextSplitters.of(language);
    int[] lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("read CoNLL-U", () -> read(conllu).stream().count());
    works.put("write CoNLL-U", () -> conllu(sentences).length);
    works.put("split paragraphs", () -> splitter.split(text).size());
    works.put("split one paragraph", () -> splitter.split(oneParagraph).size());
    works.put("split without sentence ends", () -> splitter.split(endless).size());
    works.put("plan an epoch", () -> new BatchPlanner(1_500, 256).plan(lengths, 1).size());
    works.put("plan windows", () -> new BatchPlanner(4_000, 512).planInOrder(lengths, 100).size());
    if (!noModel) {
      works.put("tag CoNLL-U", () -> tag(pipeline, conllu));
      works.put("analyze one text", () -> pipeline.analyze(text).tokens().size());
      works.put("analyze paragraphs", () -> analyzeParagraphs(pipeline, text));
    }
    return works;
  }

  private static long analyzeParagraphs(TaggingPipeline pipeline, String text) {
    try (Stream<Analysis> analyses = pipeline.analyze(text.lines())) {
      return analyses.mapToLong(analysis -> analysis.tokens().size()).sum();
    }
  }

  private static SentenceReader read(byte[] conllu) {
    return new ConlluReader(new ByteArrayInputStream(conllu), "memory");
  }

  private static long tag(TaggingPipeline pipeline, byte[] conllu) throws IOException {
    try (SentenceReader in = read(conllu);
        SentenceWriter out =
            new ConlluWriter(new BufferedOutputStream(OutputStream.nullOutputStream()))) {
      return pipeline.tag(in, out);
    }
  }

  private static byte[] conllu(List<Sentence> sentences) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SentenceWriter out = new ConlluWriter(bytes)) {
      for (Sentence sentence : sentences) {
        out.write(sentence);
      }
    }
    return bytes.toByteArray();
  }

  /** Running text with so many sentences to a paragraph. */
  private static String text(List<Sentence> sentences, int ofParagraph) {
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < sentences.size(); s++) {
      text.append(
              sentences.get(s).tokens().stream()
                  .map(t -> t.form())
                  .collect(Collectors.joining(" ")))
          .append((s + 1) % ofParagraph == 0 ? "\n\n" : " ");
    }
    return text.toString();
  }
}
