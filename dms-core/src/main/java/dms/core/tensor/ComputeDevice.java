package dms.core.tensor;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where tensors live: {@code cpu} or {@code cuda:0}. Handed to whatever makes tensors; there is no
 * default device.
 *
 * <p>A third name, {@code cpu:0}, is the processor treated as a card is: arrays are staged, and
 * losses are read every few steps only. It is there so that this way is tested where there is no
 * card; it is no faster than {@code cpu}.
 *
 * @param kind processor or CUDA card
 * @param index number of the card, 0 for the processor treated as one; empty for the processor
 */
public record ComputeDevice(Kind kind, OptionalInt index) {
  /** The kinds of device. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** A CUDA card. */
    CUDA
  }

  private static final Pattern NAME = Pattern.compile("cpu(?::0)?|cuda(?::(\\d{1,3}))?");

  /** The processor. */
  public static ComputeDevice cpu() {
    return new ComputeDevice(Kind.CPU, OptionalInt.empty());
  }

  /** The processor, worked with as a card is; for tests. */
  public static ComputeDevice stagedCpu() {
    return new ComputeDevice(Kind.CPU, OptionalInt.of(0));
  }

  /**
   * Whether work on it goes on by itself, so that arrays are staged for it and nothing should be
   * read from it more often than need be.
   */
  public boolean staged() {
    return index.isPresent();
  }

  /**
   * Reads {@code cpu}, {@code cuda} (the first card), {@code cuda:N} or {@code cpu:0}, and checks
   * that the device is there.
   *
   * @throws IllegalArgumentException when the name is none of these or the machine has no such
   *     device
   */
  public static ComputeDevice parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "device: expected cpu, cuda or cuda:N, found '" + name + "'");
    }
    if (name.startsWith("cpu")) {
      return name.equals("cpu") ? cpu() : stagedCpu();
    }
    int card = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    ComputeDevice device = new ComputeDevice(Kind.CUDA, OptionalInt.of(card));
    var devices = NativeRuntime.load().devices();
    if (!devices.contains(device)) {
      throw new IllegalArgumentException(
          "device: "
              + device
              + " is not on this machine, which has "
              + devices
              + "; see ./dms doctor");
    }
    return device;
  }

  /** Where a tensor is; one of {@code cpu:0} is on {@code cpu}. */
  public static ComputeDevice of(Tensor tensor) {
    return tensor.is_cuda()
        ? new ComputeDevice(Kind.CUDA, OptionalInt.of(tensor.device().index()))
        : cpu();
  }

  /** What is known of it, in words; empty if nothing is. */
  public String description() {
    return switch (kind) {
      case CPU ->
          Processor.hasBfloat16().map(has -> has ? "bfloat16 yes" : "bfloat16 slow").orElse("");
      case CUDA -> CudaCards.describe(index.getAsInt());
    };
  }

  /** A new native device; owned by the innermost open scope. */
  public Device toNative() {
    NativeRuntime.load();
    return kind == Kind.CPU
        ? new Device(DeviceType.CPU)
        : new Device(DeviceType.CUDA, (byte) index.getAsInt());
  }

  /**
   * New native options for tensors of that type on this device; owned by the innermost open scope.
   */
  public TensorOptions options(ScalarType type) {
    return new TensorOptions()
        .dtype(new ScalarTypeOptional(type))
        .device(new DeviceOptional(toNative()));
  }

  /**
   * Seeds the random number generators that dropout and initial weights draw from, on this device.
   */
  public void seed(long seed) {
    NativeRuntime.load();
    torch.manual_seed(seed);
  }

  @Override
  public String toString() {
    String name = kind == Kind.CPU ? "cpu" : "cuda";
    return staged() ? name + ":" + index.getAsInt() : name;
  }
}
