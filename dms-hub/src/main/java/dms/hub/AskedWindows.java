package dms.hub;

import dms.core.batch.WindowedStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Windows of sentences that the model works on, in input order: one more than is handed out, so
 * that it does not stand still while a window is read or written. Serves one thread.
 */
final class AskedWindows implements Iterator<WindowedModel.Asked>, AutoCloseable {
  private static final int AHEAD = 1;

  private final WindowedModel model;
  private final WindowedStream windows;
  private final boolean detailed;
  private final Deque<WindowedModel.Asked> asked = new ArrayDeque<>();

  /** What reading or asking threw: told after the windows before it. */
  private Optional<RuntimeException> failure = Optional.empty();

  AskedWindows(WindowedModel model, WindowedStream windows, boolean detailed) {
    this.model = model;
    this.windows = windows;
    this.detailed = detailed;
  }

  private void fill() {
    try {
      while (failure.isEmpty() && asked.size() <= AHEAD && windows.hasNext()) {
        asked.add(model.ask(windows.next(), detailed));
      }
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
  }

  @Override
  public boolean hasNext() {
    fill();
    if (asked.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return !asked.isEmpty();
  }

  @Override
  public WindowedModel.Asked next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no window is left");
    }
    return asked.remove();
  }

  /** Takes back what was not handed out. */
  @Override
  public void close() {
    asked.forEach(WindowedModel.Asked::withdraw);
  }
}
