package dms.train.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and Ctrl-C into a request to stop: the JVM waits in its shutdown until the work has
 * ended, then exits with the signal's code (143, 130). Work that takes longer than {@value
 * #SECONDS} seconds is left behind, since whoever sends SIGTERM sends SIGKILL soon after.
 */
final class StopOnSignal implements BooleanSupplier, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);
  private static final long SECONDS = 25;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "dms-stop");
  private volatile boolean requested;

  StopOnSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    requested = true;
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        LOG.warn(
            "The step did not end within {} s; the last checkpoint is the one before it", SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the work shall stop at the next step. */
  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  /** The work has ended: lets a waiting shutdown go on, or takes the hook away. */
  @Override
  public void close() {
    ended.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("The JVM began to shut down meanwhile", e);
      }
    }
  }
}
