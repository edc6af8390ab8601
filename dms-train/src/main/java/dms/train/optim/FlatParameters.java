package dms.train.optim;

import dms.core.component.LayerRates;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All trainable parameters of a model in one buffer and their gradients in another, so that a step
 * of the optimizer, clipping and zeroing are a handful of native calls however many parameters
 * there are. The model's own tensors become views of the buffers and keep their names and shapes;
 * parameters that take no gradient stay where they are.
 *
 * <p>Owns its buffers independently of the scopes that are open around it. The model goes on
 * working after {@link #close()}, for its tensors keep their memory.
 */
public final class FlatParameters implements AutoCloseable {
  /** What torch.nn.utils.clip_grad_norm_ adds to the norm. */
  static final double NORM_EPSILON = 1e-6;

  /**
   * A stretch of the buffers that belongs to one component.
   *
   * @param group name of the component: the part of a parameter's name before the first dot
   * @param rate the component's own factor on the learning rate of these parameters
   * @param matrices whether its parameters have two axes or more, which weight decay is for, or
   *     fewer (biases, gains)
   * @param offset number of floats before it
   * @param length number of floats, with the zeros that align each parameter
   */
  public record Range(String group, double rate, boolean matrices, long offset, long length) {}

  private final NativeScope memory = NativeScope.open();
  private final List<Range> ranges;
  private final SortedMap<Long, Tensor> parameters;
  private final Tensor values;
  private final Tensor gradients;

  /** As {@link #FlatParameters(ParameterTree, LayerRates)}, all with the rate 1. */
  public FlatParameters(ParameterTree parameters) {
    this(parameters, parameter -> 1);
  }

  /**
   * Moves the parameters of the tree into the buffer, on the device where they are.
   *
   * @param rates each parameter's factor on the learning rate
   * @throws IllegalArgumentException when no parameter takes gradients, one is not of 32-bit floats
   *     or two share memory
   */
  public FlatParameters(ParameterTree parameters, LayerRates rates) {
    this(parameters.tensors(), parameters.device(), rates);
  }

  /**
   * The parameters of a model and those of the weighting of its losses, in one buffer.
   *
   * @throws IllegalArgumentException as {@link #FlatParameters(ParameterTree, LayerRates)}
   */
  public static FlatParameters of(
      ParameterTree model, LayerRates rates, Optional<UncertaintyWeighting> weighting) {
    Map<String, Tensor> parameters = new LinkedHashMap<>(model.tensors());
    weighting.ifPresent(learnt -> parameters.putAll(learnt.parameters()));
    return new FlatParameters(parameters, model.device(), rates);
  }

  private FlatParameters(Map<String, Tensor> parameters, ComputeDevice device, LayerRates rates) {
    boolean complete = false;
    try {
      FlatLayout layout = FlatLayout.of(parameters, rates);
      this.ranges = layout.ranges();
      SortedMap<Long, Tensor> byOffset = new TreeMap<>();
      layout.places().forEach(place -> byOffset.put(place.offset(), place.parameter()));
      this.parameters = Collections.unmodifiableSortedMap(byOffset);
      TensorOptions options = device.options(ScalarType.Float);
      this.values = torch.zeros(new long[] {layout.length()}, options);
      this.gradients = torch.zeros(new long[] {layout.length()}, options);
      Gradients.without(() -> layout.places().forEach(this::attach));
      complete = true;
    } finally {
      memory.leave();
      if (!complete) {
        memory.close();
      }
    }
  }

  private void attach(FlatLayout.Place place) {
    Tensor parameter = place.parameter();
    Tensor value = view(values, place);
    value.copy_(parameter);
    parameter.set_data(value);
    parameter.mutable_grad().put(view(gradients, place));
  }

  private static Tensor view(Tensor flat, FlatLayout.Place place) {
    Tensor parameter = place.parameter();
    return flat.narrow(0, place.offset(), parameter.numel()).view(parameter.shape());
  }

  /**
   * The stretches of the buffers in their order, without gap: by component and rate, matrices
   * first. Zeros that belong to none may follow the last.
   */
  public List<Range> ranges() {
    return ranges;
  }

  /** The parameters by the number of floats before them in the buffers. */
  public SortedMap<Long, Tensor> parametersByOffset() {
    return parameters;
  }

  /** Names of the components that have trainable parameters, in the order of registering. */
  public Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    ranges.forEach(range -> groups.add(range.group()));
    return Collections.unmodifiableSet(groups);
  }

  /** Number of floats in each buffer, with the zeros that fill it up. */
  public long length() {
    return values.numel();
  }

  /** The parameters, shape (length); lives until {@link #close()}. */
  public Tensor values() {
    return values;
  }

  /** Their gradients, shape (length); lives until {@link #close()}. */
  public Tensor gradients() {
    return gradients;
  }

  /** Sets all gradients to zero. Use this alone: libtorch's own would detach them. */
  public void zeroGradients() {
    NativeScope.within(() -> gradients.zero_());
  }

  /** Euclidean norm of all gradients together; waits for the device. */
  @SuppressWarnings("try")
  public double gradientNorm() {
    try (NativeScope scope = NativeScope.open()) {
      return Tensors.toDouble(unreadNorm());
    }
  }

  /** The same as a scalar of 64 bits on the device. */
  Tensor unreadNorm() {
    Tensor rows = norm(gradients.view(-1, FlatLayout.ROW), 2, 1, ScalarType.Float);
    return norm(rows, 2, 0, ScalarType.Double);
  }

  /** Whether every parameter is a finite number; one pass over them, waits for the device. */
  @SuppressWarnings("try")
  public boolean areFinite() {
    try (NativeScope scope = NativeScope.open()) {
      // The largest magnitude: unlike a sum it cannot overflow, and it is NaN where a number is.
      Tensor largest = norm(values, Double.POSITIVE_INFINITY, 0, ScalarType.Float);
      return Double.isFinite(Tensors.toDouble(largest));
    }
  }

  private static Tensor norm(Tensor x, double order, long axis, ScalarType type) {
    ScalarTypeOptional summed = new ScalarTypeOptional(type);
    return torch.linalg_vector_norm(x, new Scalar(order), new long[] {axis}, false, summed);
  }

  /**
   * Scales all gradients down together when their norm is too large, as PyTorch's clip_grad_norm_
   * does: by {@code maxNorm / (norm + 1e-6)}. Waits for the device.
   *
   * @param maxNorm above 0
   * @return the norm before clipping; when it is not finite, the gradients are left as they are and
   *     no step should be made with them
   */
  public double clipGradients(double maxNorm) {
    if (!(maxNorm > 0)) {
      throw new IllegalArgumentException("maxNorm: expected a positive number, found " + maxNorm);
    }
    double norm = gradientNorm();
    double coefficient = maxNorm / (norm + NORM_EPSILON);
    if (Double.isFinite(norm) && coefficient < 1) {
      NativeScope.within(() -> gradients.mul_(new Scalar(coefficient)));
    }
    return norm;
  }

  /** Frees the hold on the buffers; a second call does nothing. */
  @Override
  public void close() {
    memory.close();
  }
}
