package dms.core.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Owner of native memory: everything native that a thread makes while the scope is its innermost
 * open one is freed when the scope is closed. Opened and closed on the same thread, in a
 * try-with-resources statement.
 *
 * <p>A scope that shall outlive the block that filled it (a model's parameters) is {@link #leave()
 * left} instead, and closed later by its owner.
 */
public final class NativeScope implements AutoCloseable {
  private final PointerScope pointers;
  private boolean closed;

  private NativeScope() {
    this.pointers = new PointerScope();
  }

  /** Work that may throw. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    /** Does it. */
    void run() throws E;
  }

  /**
   * Runs work in a scope of its own: everything native that it makes on this thread is freed after
   * it.
   */
  @SuppressWarnings("try")
  public static <E extends Exception> void within(Work<E> work) throws E {
    try (NativeScope scope = open()) {
      work.run();
    }
  }

  /**
   * Runs work in a scope of its own and hands what it gives to the scope around it; everything else
   * that it makes on this thread is freed. To be used without recording gradients: a graph would
   * hold what is freed here.
   */
  public static Tensor keeping(Supplier<Tensor> work) {
    return keepingAll(() -> List.of(work.get())).get(0);
  }

  /** As {@link #keeping}, for work that gives several. */
  public static List<Tensor> keepingAll(Supplier<List<Tensor>> work) {
    NativeScope scope = open();
    try {
      List<Tensor> made;
      try {
        made = work.get();
      } finally {
        scope.leave();
      }
      // Second handles on the same numbers, in the scope around this one.
      return made.stream().map(Tensor::new).toList();
    } finally {
      scope.close();
    }
  }

  /** Opens a scope on this thread. */
  public static NativeScope open() {
    NativeRuntime.load();
    return new NativeScope();
  }

  /** The same while libtorch is being loaded. */
  static NativeScope opened() {
    return new NativeScope();
  }

  /** Ends the collecting but frees nothing: what was made lives until {@link #close()}. */
  public void leave() {
    pointers.extend();
    pointers.close();
  }

  /** Frees everything that was made in this scope; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pointers.close();
    }
  }
}
