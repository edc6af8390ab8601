package dms.train;

import static org.assertj.core.api.Assertions.within;

import dms.core.tensor.ComputeDevice;
import org.assertj.core.data.Offset;

/** The way of a card, on the processor. */
class StagedCpuRunTest extends DeviceRunLaws {
  @Override
  ComputeDevice device() {
    return ComputeDevice.stagedCpu();
  }

  @Override
  Offset<Double> weightTolerance() {
    return within(1e-6);
  }

  @Override
  Offset<Double> metricTolerance() {
    return within(1e-5);
  }
}
