package dms.train;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import java.util.List;

/** The devices of this machine, for tests. */
final class Devices {
  private Devices() {}

  /** Skips the test where there is no such card. */
  static void require(ComputeDevice device) {
    List<ComputeDevice> here = NativeRuntime.load().devices();
    assumeTrue(
        device.kind() == ComputeDevice.Kind.CPU || here.contains(device),
        () -> device + " is not on this machine, which has " + here + "; see docs/gpu.md");
  }
}
