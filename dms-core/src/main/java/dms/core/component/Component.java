package dms.core.component;

import dms.core.batch.BatchKey;
import dms.core.weights.ParameterTree;
import java.util.Set;

/** A named part of a model, made of libtorch modules, with declared inputs and outputs. */
public interface Component {
  /** The name it has in the configuration; its parameters and keys begin with it. */
  String name();

  /** Keys that must have a value before it runs. */
  Set<BatchKey<?>> reads();

  /** Keys that it gives a value, each once. */
  Set<BatchKey<?>> writes();

  /**
   * Its libtorch modules' parameters under dotted names; empty for a component that learns nothing.
   */
  ParameterTree parameters();

  /**
   * Whether {@code forward} may run for several batches at once outside of training. A component
   * that allows it keeps nothing of a batch in its fields; one that waits for itself (a TorchScript
   * module serves one thread) says no, and has all threads of the processor to itself.
   */
  default boolean runsAtOnce() {
    return true;
  }
}
