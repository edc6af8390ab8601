package dms.bench.growth;

import dms.core.batch.BatchPlanner;
import dms.core.corpus.Sentence;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Share of padding among all positions of an epoch's batches, and how many neighbours in a batch
 * meet again in the next epoch.
 */
@Command(name = "padding", description = "padding of planned batches by token budget")
final class Padding implements Callable<Integer> {
  private static final int TRAINING_SENTENCES = 256;
  private static final int TAGGING_SENTENCES = 512;
  private static final int WINDOW_SENTENCES = 4_096;
  private static final int WINDOW_BATCHES = 32;

  @Parameters(index = "0", description = "corpus in CoNLL-U")
  private Path corpus;

  @Option(names = "--epochs", defaultValue = "10", description = "epochs that are averaged")
  private int epochs;

  @Option(
      names = "--budgets",
      split = ",",
      defaultValue = "600,1000,1500,4000",
      description = "tokens of a batch")
  private int[] budgets;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    int[] lengths = new TokenSupply(corpus).sentences().stream().mapToInt(Sentence::size).toArray();
    PrintWriter out = spec.commandLine().getOut();
    out.println("budget\tbatches\ttraining %\tmet again %\ttagging %\tevaluation %");
    for (int budget : budgets) {
      BatchPlanner training = new BatchPlanner(budget, TRAINING_SENTENCES);
      List<List<int[]>> plans = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        plans.add(training.plan(lengths, epoch));
      }
      double waste = plans.stream().mapToDouble(p -> waste(p, lengths)).average().orElseThrow();
      out.printf(
          "%d\t%d\t%.2f\t%.1f\t%.2f\t%.2f%n",
          budget,
          plans.get(0).size(),
          waste,
          metAgain(plans),
          waste(windows(lengths, budget), lengths),
          waste(new BatchPlanner(budget, 1_000).planInOrder(lengths, 4_000), lengths));
      out.flush();
    }
    return 0;
  }

  /** The batches of the windows that tagging takes. */
  private static List<int[]> windows(int[] lengths, int budget) {
    BatchPlanner planner = new BatchPlanner(budget, TAGGING_SENTENCES);
    List<int[]> batches = new ArrayList<>();
    for (int begin = 0; begin < lengths.length; ) {
      int end = begin;
      for (long tokens = 0;
          end < lengths.length
              && end - begin < WINDOW_SENTENCES
              && tokens < (long) budget * WINDOW_BATCHES;
          end++) {
        tokens += lengths[end];
      }
      int first = begin;
      int[] window = Arrays.copyOfRange(lengths, begin, end);
      planner.planInOrder(window, window.length).stream()
          .map(batch -> Arrays.stream(batch).map(i -> first + i).toArray())
          .forEach(batches::add);
      begin = end;
    }
    return batches;
  }

  private static double waste(List<int[]> batches, int[] lengths) {
    long positions = 0;
    long tokens = 0;
    for (int[] batch : batches) {
      positions += (long) batch.length * Arrays.stream(batch).map(i -> lengths[i]).max().orElse(0);
      tokens += Arrays.stream(batch).map(i -> lengths[i]).sum();
    }
    return 100.0 * (positions - tokens) / positions;
  }

  /** Of the pairs that share a batch, those that share one in the next epoch too, in per cent. */
  private static double metAgain(List<List<int[]>> plans) {
    long pairs = 0;
    long again = 0;
    for (int epoch = 0; epoch + 1 < plans.size(); epoch++) {
      Map<Integer, Integer> batchOf = new HashMap<>();
      List<int[]> next = plans.get(epoch + 1);
      for (int b = 0; b < next.size(); b++) {
        for (int sentence : next.get(b)) {
          batchOf.put(sentence, b);
        }
      }
      for (int[] batch : plans.get(epoch)) {
        for (int i = 0; i < batch.length; i++) {
          for (int j = 0; j < i; j++) {
            pairs++;
            again += batchOf.get(batch[i]).equals(batchOf.get(batch[j])) ? 1 : 0;
          }
        }
      }
    }
    return 100.0 * again / pairs;
  }
}
