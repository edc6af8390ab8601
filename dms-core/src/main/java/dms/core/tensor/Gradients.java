package dms.core.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Runs work without recording gradients. libtorch keeps that switch per thread, so every inference
 * needs it anew, whatever thread it runs on.
 */
public final class Gradients {
  private Gradients() {}

  /** Whether this thread records gradients. */
  public static boolean recorded() {
    NativeRuntime.load();
    return GradMode.is_enabled();
  }

  /** Runs the work on this thread without recording gradients. */
  @SuppressWarnings("try")
  public static void without(Runnable work) {
    NativeRuntime.load();
    try (NoGradGuard guard = new NoGradGuard()) {
      work.run();
    }
  }

  /** As {@link #without}, for work that gives something. */
  @SuppressWarnings("try")
  public static <T> T detached(Supplier<T> work) {
    NativeRuntime.load();
    try (NoGradGuard guard = new NoGradGuard()) {
      return work.get();
    }
  }
}
