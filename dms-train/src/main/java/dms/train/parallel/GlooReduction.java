package dms.train.parallel;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.BroadcastOptions;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;
import org.bytedeco.pytorch.gloo.Device;

/** Sums and copies over Gloo, between processors. */
final class GlooReduction implements Reduction {
  /** Gloo waits without end: a rank may evaluate for hours. Who is gone, {@link Pulse} knows. */
  private static final long TIMEOUT_DAYS = 365;

  private static final long SLICE_MILLIS = 500;

  /** As torch.distributed reads it. */
  private static final String INTERFACE = "GLOO_SOCKET_IFNAME";

  private final ProcessGroupGloo group;
  private final Pulse pulse;

  GlooReduction(Store store, RankPlace place, Pulse pulse) {
    ProcessGroupGloo.Options options =
        ProcessGroupGloo.Options.create(new Milliseconds(TimeUnit.DAYS.toMillis(TIMEOUT_DAYS)));
    options.devices(new GlooDeviceVector(device(place)));
    this.group = new ProcessGroupGloo(store, place.rank(), place.size(), options);
    this.pulse = pulse;
  }

  private static Device device(RankPlace place) {
    Optional<String> named = Optional.ofNullable(System.getenv(INTERFACE));
    if (named.isPresent()) {
      return ProcessGroupGloo.createDeviceForInterface(named.get());
    }
    return place.isOnOneMachine()
        ? ProcessGroupGloo.createDeviceForHostname("127.0.0.1")
        : ProcessGroupGloo.createDefaultDevice();
  }

  @Override
  public Work start(Tensor tensor) {
    try {
      return group.allreduce(new TensorVector(tensor));
    } catch (RuntimeException e) {
      throw pulse.explain(e);
    }
  }

  /** Overwrites a tensor with that of rank 0. */
  void copyFirst(Tensor tensor) {
    Work work;
    try {
      work = group.broadcast(new TensorVector(tensor), new BroadcastOptions());
    } catch (RuntimeException e) {
      throw pulse.explain(e);
    }
    await(work);
  }

  /** Waits a moment at a time, to notice that another process is gone while it waits. */
  @Override
  public void await(Work work) {
    while (true) {
      try {
        work._wait(new Milliseconds(SLICE_MILLIS));
        return;
      } catch (RuntimeException e) {
        pulse.requireAll();
        if (work.isCompleted() && !work.isSuccess()) {
          throw pulse.explain(e);
        }
      }
    }
  }

  @Override
  public void close() {
    // The scope that it was made in frees the group.
  }
}
