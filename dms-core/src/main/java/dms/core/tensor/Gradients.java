package dms.core.tensor;

import org.bytedeco.pytorch.NoGradGuard;

/**
 * Runs work without recording gradients. libtorch keeps that switch per thread, so every inference
 * needs it anew, whatever thread it runs on.
 */
public final class Gradients {
  private Gradients() {}

  /** Runs the work on this thread without recording gradients. */
  @SuppressWarnings("try")
  public static void without(Runnable work) {
    NativeRuntime.load();
    try (NoGradGuard guard = new NoGradGuard()) {
      work.run();
    }
  }
}
