package dms.train.parallel;

import dms.core.tensor.NativeScope;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/**
 * Sums on CUDA cards. The only class that needs NCCL; nothing loads it on a machine without.
 *
 * <p>A sum waits on the card for what was queued before it, and what is queued after {@link #await}
 * waits for the sum; the processor waits for neither.
 */
final class NcclReduction implements Reduction {
  private final NativeScope memory = NativeScope.open();
  private final ProcessGroupNCCL group;
  private final Pulse pulse;
  private final Runnable onLoss = this::abort;
  private boolean closed;

  /**
   * @param store a part of the table for this group alone
   */
  NcclReduction(Store store, RankPlace place, Pulse pulse) {
    this.pulse = pulse;
    try {
      this.group = new ProcessGroupNCCL(store, place.rank(), place.size());
      // Whoever waits for the card would wait for a process that is gone.
      pulse.onLoss(onLoss);
    } finally {
      memory.leave();
    }
  }

  @Override
  public Work start(Tensor tensor) {
    try {
      return group.allreduce(new TensorVector(tensor));
    } catch (RuntimeException e) {
      throw pulse.explain(e);
    }
  }

  @Override
  public void await(Work work) {
    work.synchronize();
  }

  private synchronized void abort() {
    if (!closed) {
      group.abort();
    }
  }

  /** An orderly end would wait for a process that is gone. */
  @Override
  public void close() {
    pulse.forget(onLoss);
    if (pulse.isLost()) {
      abort();
    } else {
      group.shutdown();
    }
    synchronized (this) {
      closed = true;
    }
    memory.close();
  }
}
