package dms.components;

import dms.core.tensor.ComputeDevice;

/** The way of a card, on the processor. */
class StagedCpuLawsTest extends DeviceLaws {
  @Override
  ComputeDevice device() {
    return ComputeDevice.stagedCpu();
  }
}
