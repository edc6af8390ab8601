package dms.bench.growth;

import dms.core.corpus.Sentence;
import dms.core.tensor.NativeRuntime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Memory over many shapes of batches, in rounds: oneDNN keeps what it compiled for a shape, and
 * allocators keep what they freed. The shapes are those of the fewest tokens, from one sentence of
 * one token on.
 */
@Command(name = "shapes", description = "memory over rounds of batches of distinct shapes")
final class BatchShapes implements Callable<Integer> {
  @Parameters(index = "0", description = "configuration of a run, such as examples/bilstm.conf")
  private Path configuration;

  @Parameters(index = "1", description = "corpus in CoNLL-U")
  private Path corpus;

  @Option(names = "--shapes", defaultValue = "1000", description = "distinct shapes of a round")
  private int shapes;

  @Option(names = "--rounds", defaultValue = "20", description = "rounds")
  private int rounds;

  @Option(names = "--tag", description = "tag instead of training")
  private boolean tag;

  @Option(names = "--threads", defaultValue = "2", description = "threads of an operation")
  private int threads;

  @Option(names = "--folder", defaultValue = "target/growth", description = "for large files")
  private Path folder;

  @Spec private CommandSpec spec;

  private record Shape(int size, int length) {
    int tokens() {
      return size * length;
    }
  }

  @Override
  public Integer call() throws Exception {
    NativeRuntime.load().useThreads(threads);
    TokenSupply supply = new TokenSupply(corpus);
    List<List<Sentence>> batches = new ArrayList<>();
    smallest(shapes).forEach(shape -> batches.add(supply.next(shape.size, shape.length)));
    PrintWriter out = spec.commandLine().getOut();
    out.println("round\tresident MB\tchange MB\tseconds");
    try (TrainedModel model = new TrainedModel(configuration, supply.sentences(), folder)) {
      long before = MeasuredMemory.settled();
      out.printf("0\t%s\t0\t0%n", MeasuredMemory.megabytes(before));
      for (int round = 1; round <= rounds; round++) {
        Collections.shuffle(batches, new Random(round));
        long start = System.nanoTime();
        for (int i = 0; i < batches.size(); i++) {
          run(model, batches.get(i), i);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long now = MeasuredMemory.settled();
        out.printf(
            "%d\t%s\t%s\t%.1f%n",
            round, MeasuredMemory.megabytes(now), MeasuredMemory.megabytes(now - before), seconds);
        out.flush();
        before = now;
      }
    }
    out.printf("peak\t%s%n", MeasuredMemory.megabytes(MeasuredMemory.peak()));
    out.flush();
    return 0;
  }

  private void run(TrainedModel model, List<Sentence> batch, int seed) {
    if (tag) {
      model.tag(batch);
    } else {
      model.train(batch, seed);
    }
  }

  private static List<Shape> smallest(int count) {
    List<Shape> all = new ArrayList<>();
    for (int size = 1; size <= count; size++) {
      for (int length = 1; size * length <= count; length++) {
        all.add(new Shape(size, length));
      }
    }
    return all.stream().sorted(Comparator.comparingInt(Shape::tokens)).limit(count).toList();
  }
}
