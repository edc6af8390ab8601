package dms.train.parallel;

import dms.core.tensor.NativeScope;
import dms.train.optim.FlatParameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.VoidTensorHook;
import org.bytedeco.pytorch.Work;

/**
 * Adds up gradients while backward is under way. A hook of a parameter is called once in a
 * backward, with the gradient of all its uses, right <em>before</em> that is added to the buffer;
 * backward runs on one thread of each device, so that by the next hook, whosever it is, it has been
 * added. A bucket is therefore begun at the first hook after the last of its own.
 *
 * <p>Every process begins the buckets in the same order: each when its gradients are there and
 * those before it are begun, and what is left when backward has ended, such as buckets with a
 * parameter that had no gradient. When a bucket is begun depends on time, what is added up does
 * not.
 */
final class OverlappedGradientSum implements GradientSum {
  /** One megabyte: below, the messages' latency counts; above, too little is under way early. */
  private static final long BUCKET_FLOATS = 1L << 18;

  private final Reduction reduction;
  private final List<Buckets.Bucket> buckets;
  private final NativeScope memory = NativeScope.open();
  private final List<Tensor> stretches = new ArrayList<>();
  private final List<Ready> hooks = new ArrayList<>();
  private final BitSet arrived = new BitSet();
  private final int[] missing;
  private final List<Work> works = new ArrayList<>();
  private volatile boolean armed;
  private Optional<RuntimeException> failure = Optional.empty();

  /** Is called when a parameter's gradient is about to be added; held as long as it can be. */
  private final class Ready extends VoidTensorHook {
    private final Tensor parameter;
    private final int number;
    private final int bucket;
    private final int handle;

    private Ready(Tensor parameter, int number, int bucket) {
      this.parameter = parameter;
      this.number = number;
      this.bucket = bucket;
      this.handle = parameter.register_hook(this);
    }

    @Override
    public void call(TensorBase gradient) {
      if (armed) {
        arrive(number, bucket);
      }
    }

    private void remove() {
      parameter.remove_hook(handle);
    }
  }

  OverlappedGradientSum(FlatParameters parameters, Reduction reduction) {
    this.reduction = reduction;
    List<Long> offsets = List.copyOf(parameters.parametersByOffset().keySet());
    Buckets cut = Buckets.cut(offsets, parameters.length(), BUCKET_FLOATS);
    this.buckets = cut.all();
    this.missing = new int[buckets.size()];
    try {
      Tensor gradients = parameters.gradients();
      buckets.forEach(b -> stretches.add(gradients.narrow(0, b.offset(), b.length())));
      parameters
          .parametersByOffset()
          .forEach(
              (offset, parameter) ->
                  hooks.add(new Ready(parameter, hooks.size(), cut.numbers().get(offset))));
    } finally {
      memory.leave();
    }
  }

  /** An exception must not pass through the native backward; it is thrown after it. */
  private synchronized void arrive(int number, int bucket) {
    try {
      beginComplete();
      if (arrived.get(number)) {
        throw new IllegalStateException("gradients: a parameter had two in one backward");
      }
      arrived.set(number);
      missing[bucket]--;
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      armed = false;
    }
  }

  private void beginComplete() {
    while (works.size() < buckets.size() && missing[works.size()] == 0) {
      begin();
    }
  }

  private void begin() {
    works.add(reduction.start(stretches.get(works.size())));
  }

  @Override
  @SuppressWarnings("try")
  public void over(Runnable backward) {
    try (NativeScope scope = NativeScope.open()) {
      arm();
      try {
        backward.run();
      } finally {
        armed = false;
      }
      finish();
    }
  }

  private synchronized void arm() {
    arrived.clear();
    works.clear();
    for (int b = 0; b < missing.length; b++) {
      missing[b] = buckets.get(b).parameters();
    }
    failure = Optional.empty();
    armed = true;
  }

  private synchronized void finish() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    while (works.size() < buckets.size()) {
      begin();
    }
    works.forEach(reduction::await);
    works.clear();
  }

  @Override
  public void close() {
    hooks.forEach(Ready::remove);
    reduction.close();
    memory.close();
  }
}
