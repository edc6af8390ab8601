package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.tensor.Gradients;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch on which the whole model has run once, so that one component can run on it as often as
 * wanted: a copy has all that the component reads, but not what it writes.
 *
 * <p>Stays open on the thread that made it until it is closed there.
 */
final class ForwardedBatch implements AutoCloseable {
  private final Supplier<Batch> maker;
  private final Batch source;
  private final Set<BatchKey<?>> given = new LinkedHashSet<>();

  /**
   * @param maker makes the batch, always the same one
   */
  ForwardedBatch(EncodersDecoders model, Component component, Supplier<Batch> maker) {
    this.maker = maker;
    this.source = maker.get();
    model.prepare(source);
    Set<BatchKey<?>> prepared = Set.copyOf(source.keys());
    source.open(model.device());
    Gradients.without(() -> model.forward(source));
    source.keys().stream()
        .filter(key -> prepared.contains(key) || !component.writes().contains(key))
        .forEach(given::add);
    component.reads().forEach(this::takeGradient);
  }

  /** In a training a component also computes the gradient of what it reads. */
  private void takeGradient(BatchKey<?> key) {
    if (source.mode().training()
        && source.get(key) instanceof Tensor tensor
        && tensor.is_floating_point()) {
      tensor.set_requires_grad(true);
    }
  }

  /** The batch after the whole model ran on it. */
  Batch source() {
    return source;
  }

  /** What the component has written into a copy, of floats with a gradient, summed up. */
  static Tensor sumOfWritten(Batch batch, Component component) {
    return component.writes().stream()
        .filter(batch::has)
        .map(batch::get)
        .filter(value -> value instanceof Tensor tensor && tensor.requires_grad())
        .map(value -> ((Tensor) value).sum())
        .reduce(Tensor::add)
        .orElseThrow(
            () -> new IllegalStateException(component.name() + " computes nothing with gradients"));
  }

  /** Reads a number of each tensor that the component has written, and so waits for the device. */
  static void await(Component component, Batch batch) {
    component.writes().stream()
        .filter(batch::has)
        .map(batch::get)
        .forEach(
            value -> {
              if (value instanceof Tensor tensor && tensor.numel() > 0) {
                tensor.flatten().narrow(0, 0, 1).item_double();
              }
            });
  }

  /** A new batch on which the component can run, open, to be closed by the caller. */
  Batch copy() {
    Batch copy = maker.get();
    given.forEach(key -> hand(key, copy));
    return copy.open(source.device());
  }

  private <T> void hand(BatchKey<T> key, Batch to) {
    to.put(key, source.get(key));
  }

  @Override
  public void close() {
    source.close();
  }
}
