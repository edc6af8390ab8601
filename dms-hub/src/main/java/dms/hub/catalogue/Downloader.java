package dms.hub.catalogue;

import dms.core.file.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings files from their addresses: resumes, retries with growing pauses, goes on to the next
 * address, and hands over only what has the size and the SHA-256 that the catalogue says. Safe for
 * use from several threads, each with a file of its own.
 */
public final class Downloader {
  private static final int BUFFER_BYTES = 1 << 20;

  /** For a small file, of a server that does not say to come back. */
  private static final int ATTEMPTS = 2;

  /** Idle times that a small file may take, however slowly it drips. */
  private static final int LONGEST_READ = 4;

  private final NetworkGate gate;
  private final DownloadLimits limits;
  private final HttpRequests requests;

  /** A downloader; it opens nothing yet. */
  public Downloader(NetworkGate gate, DownloadLimits limits) {
    this.gate = gate;
    this.limits = limits;
    this.requests = new HttpRequests(gate, limits.idleTimeout());
  }

  /**
   * Brings the archive of a model.
   *
   * @param model what the catalogue says of it
   * @param file to be written; when it holds a part already, that is gone on from
   * @param progress hears how it goes
   * @throws OfflineException when it is in the network only, and the network is forbidden
   * @throws DownloadException naming each address and why it failed; what came stays in the file,
   *     unless it was wrong
   * @throws CacheException when the file cannot be written
   */
  public void download(CatalogueEntry model, Path file, DownloadProgress progress)
      throws IOException {
    List<String> failures = new ArrayList<>();
    DownloadException last = null;
    for (URI address : model.addresses()) {
      try {
        downloadFrom(address, model, file, progress);
        return;
      } catch (DownloadException e) {
        failures.add(e.getMessage());
        last = e;
        progress.note(model.modelName(), e.getMessage());
      }
    }
    if (last instanceof OfflineException) {
      throw last;
    }
    throw new DownloadException(
        "%s cannot be downloaded: %s".formatted(model.modelName(), String.join("; ", failures)),
        last);
  }

  private void downloadFrom(URI address, CatalogueEntry model, Path file, DownloadProgress progress)
      throws IOException {
    boolean resumed = Files.exists(file) && Files.size(file) > 0;
    String found = fetch(address, model, file, progress);
    if (resumed && !found.equals(model.sha256())) {
      // The part may be of other bytes than those that the address has now.
      progress.note(model.modelName(), address + ": the parts do not fit together; begins anew");
      found = fetch(address, model, file, progress);
    }
    if (!found.equals(model.sha256())) {
      throw new DownloadException(
          "%s: expected the SHA-256 %s, found %s; it is not what the catalogue means"
              .formatted(address, model.sha256(), found));
    }
  }

  /** The sum of what came; a file of another sum is deleted. */
  private String fetch(URI address, CatalogueEntry model, Path file, DownloadProgress progress)
      throws IOException {
    try (PartialFile partial = PartialFile.open(file)) {
      if (Addresses.isFile(address)) {
        copy(address, model, partial, progress);
      } else {
        new Transfer(requests, limits, model, address, partial, progress).run();
      }
      partial.force();
    }
    String sum;
    try {
      sum = Sha256.of(file);
    } catch (NoSuchFileException e) {
      return "none: another process took the file away";
    }
    if (!sum.equals(model.sha256())) {
      Files.deleteIfExists(file);
    }
    return sum;
  }

  private static void copy(
      URI address, CatalogueEntry model, PartialFile partial, DownloadProgress progress)
      throws IOException {
    Path source = Path.of(address);
    partial.restart();
    try (FileChannel in = openSource(address, source)) {
      if (in.size() != model.size()) {
        throw new DownloadException(
            "%s: expected %d bytes as the catalogue says, found %d"
                .formatted(address, model.size(), in.size()));
      }
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (in.read(buffer) >= 0) {
        partial.append(buffer.flip());
        buffer.clear();
        progress.bytes(model.modelName(), partial.size(), model.size());
      }
    }
  }

  private static FileChannel openSource(URI address, Path source) throws DownloadException {
    try {
      return FileChannel.open(source, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new DownloadException(address + ": there is no such file", e);
    } catch (IOException e) {
      throw new DownloadException(address + ": cannot be read: " + e, e);
    }
  }

  /**
   * Reads a small file.
   *
   * @param address of the network or a file
   * @param most bytes that it may have
   * @throws DownloadException when it cannot be had or is larger
   */
  byte[] read(URI address, int most) throws IOException {
    if (Addresses.isFile(address)) {
      try (FileChannel in = openSource(address, Path.of(address))) {
        requireSmall(address, in.size(), most);
      }
      return Files.readAllBytes(Path.of(address));
    }
    gate.require(address + " is wanted");
    for (int failures = 1; true; failures++) {
      try (HttpAnswer answer = requests.get(address, Map.of())) {
        return body(address, answer, most);
      } catch (DownloadException | InterruptedIOException e) {
        throw e;
      } catch (BusyException e) {
        requireMore(address, failures < limits.attempts(), e);
        Pause.of(e.retryAfter());
      } catch (IOException e) {
        requireMore(address, failures < ATTEMPTS, e);
        Pause.of(limits.firstDelay());
      }
    }
  }

  private static void requireMore(URI address, boolean more, IOException failure)
      throws DownloadException {
    if (!more) {
      String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      throw new DownloadException(address + ": " + reason, failure);
    }
  }

  private byte[] body(URI address, HttpAnswer answer, int most) throws IOException {
    if (Transfer.PASSING.contains(answer.status())) {
      throw BusyException.of(answer, limits);
    }
    if (answer.status() != 200) {
      throw new DownloadException("%s: the server answered %d".formatted(address, answer.status()));
    }
    answer.requireUnencoded();
    long start = System.nanoTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (List<ByteBuffer> buffers = answer.body().next(limits.idleTimeout());
        !buffers.isEmpty();
        buffers = answer.body().next(limits.idleTimeout())) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.write(part);
      }
      requireSmall(address, bytes.size(), most);
      if (System.nanoTime() - start > LONGEST_READ * limits.idleTimeout().toNanos()) {
        throw new DownloadException(address + ": the server stalled");
      }
    }
    return bytes.toByteArray();
  }

  private static void requireSmall(URI address, long size, int most) throws DownloadException {
    if (size > most) {
      throw new DownloadException(
          "%s: expected at most %d bytes, found more".formatted(address, most));
    }
  }
}
