package dms.train;

import dms.core.tensor.ProcessMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a training took. It differs from machine to machine and from resume to resume, so it stands
 * in a file of its own, {@code summary.json}, and not among the metrics.
 *
 * @param time spent in training and dev scores by this process
 * @param epochs that came to their end in this process
 * @param tokensPerSecond over the training steps of this process
 * @param peakMemoryMb most memory that the process held, in 2^20 bytes; empty where the system does
 *     not tell
 * @param steps of the whole run
 * @param bestEpoch from 1
 */
record TrainingSummary(
    Duration time,
    int epochs,
    double tokensPerSecond,
    OptionalLong peakMemoryMb,
    long steps,
    int bestEpoch) {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final long BYTES_PER_MB = 1 << 20;

  /** The summary of a run that has come to its end. */
  static TrainingSummary of(Duration time, Throughput throughput, TrainingState end)
      throws IOException {
    return new TrainingSummary(
        time,
        throughput.epochs(),
        throughput.tokensPerSecond(),
        peakMemory(),
        end.step(),
        end.bestEpoch() + 1);
  }

  private static OptionalLong peakMemory() throws IOException {
    OptionalLong bytes = ProcessMemory.peak();
    return bytes.isPresent()
        ? OptionalLong.of(bytes.getAsLong() / BYTES_PER_MB)
        : OptionalLong.empty();
  }

  /** The fields of {@code summary.json}. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seconds", time.toMillis() / MILLIS_PER_SECOND);
    fields.put("tokensPerSecond", Math.round(tokensPerSecond));
    peakMemoryMb.ifPresent(megabytes -> fields.put("peakMemoryMb", megabytes));
    fields.put("steps", steps);
    fields.put("bestEpoch", bestEpoch);
    return fields;
  }

  /** The line for people. */
  String line() {
    String line =
        String.format(
            Locale.ROOT,
            "trained %d epochs in %d:%02d:%02d, %,.0f tokens/s",
            epochs,
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart(),
            tokensPerSecond);
    return peakMemoryMb.isPresent()
        ? line + ", peak memory " + peakMemoryMb.getAsLong() + " MB"
        : line;
  }
}
