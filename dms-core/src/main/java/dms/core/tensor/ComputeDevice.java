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
 * @param kind processor or CUDA card
 * @param index number of the card; empty for the processor
 */
public record ComputeDevice(Kind kind, OptionalInt index) {
  /** The kinds of device. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** A CUDA card. */
    CUDA
  }

  private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,3}))?");

  /** The processor. */
  public static ComputeDevice cpu() {
    return new ComputeDevice(Kind.CPU, OptionalInt.empty());
  }

  /**
   * Reads {@code cpu}, {@code cuda} (the first card) or {@code cuda:N} and checks that the device
   * is there.
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
    if (name.equals("cpu")) {
      return cpu();
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

  /** Where a tensor is. */
  public static ComputeDevice of(Tensor tensor) {
    return tensor.is_cuda()
        ? new ComputeDevice(Kind.CUDA, OptionalInt.of(tensor.device().index()))
        : cpu();
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
    return kind == Kind.CPU ? "cpu" : "cuda:" + index.getAsInt();
  }
}
