package dms.train.optim;

import dms.components.setting.Checks;
import dms.core.tensor.NativeScope;
import dms.core.weights.TensorFiles;
import dms.core.weights.WeightsMismatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Moves the parameters along their gradients. Used by one thread at a time. */
public interface Optimizer extends AutoCloseable {
  /**
   * The configured optimizer over those parameters, its state at the beginning.
   *
   * @throws IllegalArgumentException when {@code rates} names a component without trainable
   *     parameters
   */
  static Optimizer of(OptimizerConfig config, FlatParameters parameters) {
    config.rates().keySet().forEach(name -> Checks.oneOf("rates", name, parameters.groups()));
    return switch (config.type()) {
      case ADAM, ADAMW -> new Adam(config, parameters);
      case SGD -> new Sgd(config, parameters);
    };
  }

  /**
   * Makes one step with the gradients as they are; they stay unchanged.
   *
   * @param factor on the configured learning rate, from a {@link Schedule}; 0 changes no parameter
   * @throws IllegalArgumentException when it is negative or not finite
   */
  void step(double factor);

  /**
   * As {@link #step(double)}, but changes nothing when the numbers of this step, or of one since
   * they were read last, are not finite. Does not wait for the device. {@link #steps()} counts the
   * step in any case: the run ends when the numbers are read.
   *
   * @param factor as above
   * @param numbers whose gradients have been {@link UnreadNumbers#clip clipped}
   */
  void step(double factor, UnreadNumbers numbers);

  /** Steps made so far, those before a {@link #load} included. */
  long steps();

  /**
   * All it must know to go on as if never interrupted, bit for bit: {@code optimizer.step}, a
   * scalar of 64 bits, and flat vectors such as {@code optimizer.first_moment}. The tensors are
   * this optimizer's own, valid until its next step.
   */
  Map<String, Tensor> state();

  /**
   * Takes over a state.
   *
   * @param source where it comes from, for the message
   * @throws WeightsMismatchException naming every missing, unexpected and unfit tensor; nothing has
   *     changed then
   */
  void load(Map<String, Tensor> state, String source) throws WeightsMismatchException;

  /**
   * Writes the state to a safetensors file.
   *
   * @throws IOException when it cannot be written
   */
  default void save(Path file) throws IOException {
    TensorFiles.save(file, state(), Map.of());
  }

  /**
   * Takes over the state of a file.
   *
   * @throws IOException when it cannot be read, is damaged, or holds another optimizer's state
   */
  default void load(Path file) throws IOException {
    NativeScope.within(() -> load(TensorFiles.load(file), file.toString()));
  }

  /** Frees the state; a second call does nothing. */
  @Override
  void close();
}
