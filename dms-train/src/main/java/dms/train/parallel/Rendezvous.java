package dms.train.parallel;

import dms.core.tensor.NativeRuntime;
import dms.core.tensor.NativeScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.ByteVector;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;

/**
 * Where the processes of a training find each other: libtorch's TCPStore, a table of short texts
 * that rank 0 keeps and all reach over the network.
 */
public final class Rendezvous implements AutoCloseable {
  private static final String CAME = "came/";
  private static final String SIZE = "size";
  private static final long POLL_MILLIS = 20;

  private final NativeScope memory;
  private final TCPStore store;
  private final RankPlace place;

  private Rendezvous(NativeScope memory, TCPStore store, RankPlace place) {
    this.memory = memory;
    this.store = store;
    this.place = place;
  }

  /**
   * Opens the table, as rank 0, or connects to it.
   *
   * @throws RendezvousException when the port is taken, or rank 0 does not answer in time
   */
  public static Rendezvous open(RankPlace place) throws RendezvousException {
    NativeRuntime.require();
    NativeScope memory = NativeScope.open();
    boolean opened = false;
    try {
      TCPStore store = connect(place, place.rank() == 0);
      opened = true;
      return new Rendezvous(memory, store, place.withPort(Short.toUnsignedInt(store.getPort())));
    } catch (RuntimeException e) {
      throw new RendezvousException(unreachable(place), e);
    } finally {
      memory.leave();
      if (!opened) {
        memory.close();
      }
    }
  }

  private static String unreachable(RankPlace place) {
    return place.rank() == 0
        ? "rank 0 cannot listen at port %d; give --master another one, which no program uses"
            .formatted(place.port())
        : "rank 0 did not come: nobody answers at %s:%d within %d s; start it there, and see that --master names the machine of rank 0 and that its port is open"
            .formatted(place.host(), place.port(), place.waitSeconds());
  }

  private static TCPStore connect(RankPlace place, boolean server) {
    TCPStoreOptions options = new TCPStoreOptions();
    options.port((short) place.port());
    options.isServer(server);
    options.waitWorkers(false);
    options.timeout(new Milliseconds(TimeUnit.SECONDS.toMillis(place.waitSeconds())));
    return new TCPStore(place.host(), options);
  }

  /** The place of this process, with the port at which rank 0 listens. */
  public RankPlace place() {
    return place;
  }

  /** The table. */
  TCPStore store() {
    return store;
  }

  /** Another connection to the table, for another thread; owned by the innermost open scope. */
  TCPStore another() {
    return connect(place, false);
  }

  /**
   * Waits until all processes have come.
   *
   * @param trouble why one cannot come any more, if that is known
   * @throws RendezvousException naming those who did not come in time, or what does not fit
   */
  void awaitAll(Supplier<Optional<String>> trouble) throws RendezvousException {
    try {
      announce();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(place.waitSeconds());
      List<Integer> missing = missing();
      while (!missing.isEmpty()) {
        Optional<String> known = trouble.get();
        if (known.isPresent()) {
          throw new RendezvousException(known.get());
        }
        if (System.nanoTime() > end) {
          throw new RendezvousException(absent(missing));
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        missing = missing();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RendezvousException("interrupted while waiting for the other processes", e);
    } catch (RuntimeException e) {
      throw new RendezvousException(
          "rank 0 at %s:%d is gone before all processes had come"
              .formatted(place.host(), place.port()),
          e);
    }
  }

  private void announce() throws RendezvousException {
    StoreTable table = new StoreTable(store);
    String size = table.putIfAbsent(SIZE, Integer.toString(place.size()));
    if (!size.equals(Integer.toString(place.size()))) {
      throw new RendezvousException(
          "rank %d: expected --world-size %s as the process that came first, found %d"
              .formatted(place.rank(), size, place.size()));
    }
    if (table.add(CAME + place.rank()) > 1) {
      throw new RendezvousException(
          "two processes are rank %d; give each its own --rank".formatted(place.rank()));
    }
  }

  private List<Integer> missing() {
    StoreTable table = new StoreTable(store);
    return IntStream.range(0, place.size())
        .filter(rank -> !table.has(CAME + rank))
        .boxed()
        .toList();
  }

  private String absent(List<Integer> missing) {
    return "rank %s of %d did not come to %s:%d within %d s; start one process for each, with the same --master and --world-size"
        .formatted(
            String.join(", ", missing.stream().map(Object::toString).toList()),
            place.size(),
            place.host(),
            place.port(),
            place.waitSeconds());
  }

  /** Texts in a TCPStore; each call frees what it makes. */
  record StoreTable(TCPStore store) {
    void put(String key, String value) {
      NativeScope.within(() -> store.set(key, bytes(value)));
    }

    /** Puts a text where there is none, and gives the one that is there then. */
    String putIfAbsent(String key, String value) {
      String[] there = new String[1];
      NativeScope.within(() -> there[0] = text(store.compareSet(key, bytes(""), bytes(value))));
      return there[0];
    }

    boolean has(String key) {
      boolean[] there = new boolean[1];
      NativeScope.within(() -> there[0] = store.check(new StringVector(key)));
      return there[0];
    }

    /** The text of a key that is there. */
    String get(String key) {
      String[] value = new String[1];
      NativeScope.within(() -> value[0] = text(store.get(key)));
      return value[0];
    }

    /** Counts one up; gives the new number. */
    long add(String key) {
      return store.add(key, 1);
    }

    private static ByteVector bytes(String text) {
      return new ByteVector(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteVector bytes) {
      return new String(bytes.get(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
