package dms.hub.catalogue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The body of an answer, buffer by buffer, each awaited no longer than asked for. */
final class TimedBody implements HttpResponse.BodySubscriber<TimedBody>, AutoCloseable {
  private final CompletableFuture<TimedBody> subscribed = new CompletableFuture<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;

  private record Event(List<ByteBuffer> buffers, Throwable failure, boolean last) {}

  @Override
  public CompletionStage<TimedBody> getBody() {
    return subscribed;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    subscribed.complete(this);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event(buffers, null, false));
  }

  @Override
  public void onError(Throwable failure) {
    subscribed.completeExceptionally(failure);
    events.add(new Event(List.of(), failure, true));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), null, true));
  }

  /**
   * The next buffers.
   *
   * @return an empty list at the end
   * @throws HttpTimeoutException when nothing comes in that time
   * @throws IOException when the connection breaks
   */
  List<ByteBuffer> next(Duration longest) throws IOException {
    subscription.request(1);
    Event event;
    try {
      event = events.poll(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while downloading");
    }
    if (event == null) {
      throw new HttpTimeoutException("the server stalled");
    }
    if (event.failure() != null) {
      throw new IOException(String.valueOf(event.failure().getMessage()), event.failure());
    }
    return event.last() ? List.of() : event.buffers();
  }

  /** Ends the connection unless all of the body has come. */
  @Override
  public void close() {
    subscription.cancel();
  }
}
