package dms.bench.growth;

import dms.core.corpus.Sentence;
import dms.core.tensor.NativeRuntime;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Time per token and memory by the length of one sentence, beside those of ordinary text. */
@Command(name = "sentence", description = "time per token and memory by the length of a sentence")
final class SentenceLength implements Callable<Integer> {
  private static final int ORDINARY_TOKENS = 20_000;

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  private static final class Source {
    @Option(names = "--model", description = "trained model: a name or a folder")
    private String model;

    @Option(names = "--configuration", description = "configuration of a run, to train instead")
    private Path configuration;
  }

  @Parameters(index = "0", description = "corpus in CoNLL-U, repeated as often as needed")
  private Path corpus;

  @Option(
      names = "--tokens",
      split = ",",
      defaultValue = "1000,5000,20000,100000",
      description = "tokens of the sentences")
  private int[] sizes;

  @Option(names = "--threads", defaultValue = "2", description = "threads of an operation")
  private int threads;

  @Option(names = "--tag", description = "with --configuration: tag instead of training")
  private boolean tag;

  @Option(names = "--folder", defaultValue = "target/growth", description = "for large files")
  private Path folder;

  @Spec private CommandSpec spec;

  private interface Work {
    void run(List<Sentence> sentences);
  }

  @Override
  public Integer call() throws Exception {
    NativeRuntime.load().useThreads(threads);
    TokenSupply supply = new TokenSupply(corpus);
    if (source.configuration == null) {
      PipelineOptions options = PipelineOptions.defaults().withThreads(threads);
      try (TaggingPipeline pipeline = TaggingPipeline.load(source.model, options)) {
        measure(pipeline::tag, supply);
      }
    } else {
      try (TrainedModel model =
          new TrainedModel(source.configuration, supply.sentences(), folder)) {
        measure(tag ? model::tag : sentences -> model.train(sentences, 1), supply);
      }
    }
    return 0;
  }

  private void measure(Work work, TokenSupply supply) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("sentence\tmicroseconds per token\tof ordinary text\tresident MB\tpeak MB");
    double ordinary = 0;
    for (int round = 0; round < 2; round++) {
      ordinary = ordinary(work, supply);
    }
    out.printf("ordinary\t%.1f\t1.00\t%s%n", ordinary, memory());
    for (int size : sizes) {
      Sentence sentence = supply.next(size);
      long start = System.nanoTime();
      work.run(List.of(sentence));
      double micros = (System.nanoTime() - start) / 1e3 / size;
      out.printf("%d\t%.1f\t%.2f\t%s%n", size, micros, micros / ordinary, memory());
      out.flush();
    }
  }

  /** Microseconds per token of batches of sentences as they are in the corpus. */
  private static double ordinary(Work work, TokenSupply supply) {
    List<List<Sentence>> batches = supply.batches(ORDINARY_TOKENS, 1_500);
    long tokens = batches.stream().flatMap(List::stream).mapToLong(Sentence::size).sum();
    long start = System.nanoTime();
    batches.forEach(work::run);
    return (System.nanoTime() - start) / 1e3 / tokens;
  }

  private static String memory() {
    return MeasuredMemory.megabytes(MeasuredMemory.settled())
        + "\t"
        + MeasuredMemory.megabytes(MeasuredMemory.peak());
  }
}
