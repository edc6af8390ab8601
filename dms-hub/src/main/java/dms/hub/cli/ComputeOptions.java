package dms.hub.cli;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.Precision;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that runs a model, to be mixed in. */
public final class ComputeOptions {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Where the model runs: cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processor threads (default: one for each core).")
  private Optional<Integer> threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "float32",
      description = {
        "Of matrix products: float32, or bfloat16, faster on a card or",
        "processor that has it, a little less exact (default: ${DEFAULT-VALUE})."
      })
  private String precision;

  /** Made by picocli. */
  public ComputeOptions() {}

  /**
   * Loads libtorch, sets its threads and finds the device.
   *
   * @throws IllegalArgumentException when the machine has no such device or the number of threads
   *     is below 1
   * @throws IllegalStateException when libtorch cannot be loaded
   */
  public ComputeDevice open() {
    NativeRuntime runtime = NativeRuntime.require();
    threads.ifPresent(runtime::useThreads);
    return ComputeDevice.parse(device);
  }

  /**
   * How exactly the model computes.
   *
   * @throws IllegalArgumentException when there is no such precision
   */
  public Precision precision() {
    return Precision.parse(precision);
  }
}
