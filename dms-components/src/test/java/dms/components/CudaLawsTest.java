package dms.components;

import dms.core.tensor.ComputeDevice;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;

/** The same on the first card. */
@Tag("gpu")
class CudaLawsTest extends DeviceLaws {
  @Override
  ComputeDevice device() {
    return new ComputeDevice(ComputeDevice.Kind.CUDA, OptionalInt.of(0));
  }
}
