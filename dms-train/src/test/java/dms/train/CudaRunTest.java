package dms.train;

import static org.assertj.core.api.Assertions.within;

import dms.core.tensor.ComputeDevice;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;

/** The same on the first card; other sums than the processor's, other bits. */
@Tag("gpu")
class CudaRunTest extends DeviceRunLaws {
  @Override
  ComputeDevice device() {
    return new ComputeDevice(ComputeDevice.Kind.CUDA, OptionalInt.of(0));
  }

  @Override
  Offset<Double> weightTolerance() {
    return within(2e-2);
  }

  @Override
  Offset<Double> metricTolerance() {
    return within(2e-2);
  }
}
