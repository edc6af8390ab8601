package dms.train.log;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Writes scalars as TensorBoard event files: TFRecords (length, its masked CRC32C, data, their
 * masked CRC32C, little-endian) of {@code Event} messages.
 *
 * <p>Written points reach the file at {@link #flush} and {@link #close}; a killed process may leave
 * a broken last record, which TensorBoard passes over. Not safe for several threads.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord</a>
 */
public final class EventFileWriter implements Closeable {
  private static final String VERSION = "brain.Event:2";
  private static final int CRC_MASK = 0xa282ead8;

  // Field numbers of event.proto and summary.proto.
  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int EVENT_SESSION_LOG = 7;
  private static final int SESSION_LOG_STATUS = 1;
  private static final long SESSION_START = 1;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE_VALUE = 2;

  private final Clock clock;
  private final Path file;
  private final OutputStream out;
  private boolean closed;

  /**
   * Begins a new file {@code events.out.tfevents.<epoch seconds>.<host>.<process>.<n>} in a folder,
   * which is made if it is absent; {@code n} is the first number not yet taken.
   *
   * @param clock tells the time in the file's name and of points without their own
   * @throws IOException if the folder or the file cannot be made
   */
  public EventFileWriter(Path folder, Clock clock) throws IOException {
    this.clock = clock;
    Files.createDirectories(folder);
    Instant now = clock.instant();
    String stem =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.%s.%d.",
            now.getEpochSecond(),
            host(),
            ProcessHandle.current().pid());
    this.file = createFirstFree(folder, stem);
    this.out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE));
    write(event(now).putString(EVENT_FILE_VERSION, VERSION));
  }

  /** The file that is written. */
  public Path file() {
    return file;
  }

  /** Adds a point at the clock's time; see {@link #scalar(String, long, double, Instant)}. */
  public void scalar(String tag, long step, double value) throws IOException {
    scalar(tag, step, value, clock.instant());
  }

  /**
   * Adds a point.
   *
   * @param tag the name of the curve; slashes group curves
   * @param value is kept in single precision, as the format has it; NaN and infinities are allowed
   * @throws IllegalArgumentException if the tag is blank or the step negative
   * @throws IllegalStateException if the writer is closed
   * @throws IOException if the file cannot be written
   */
  public void scalar(String tag, long step, double value, Instant wallTime) throws IOException {
    if (tag.isBlank()) {
      throw new IllegalArgumentException("tag: expected a name, found a blank string");
    }
    ProtobufMessage point =
        new ProtobufMessage().putString(VALUE_TAG, tag).putFloat(VALUE_SIMPLE_VALUE, (float) value);
    ProtobufMessage summary = new ProtobufMessage().putMessage(SUMMARY_VALUE, point);
    write(event(wallTime).putInteger(EVENT_STEP, checked(step)).putMessage(EVENT_SUMMARY, summary));
  }

  /**
   * Says that a resumed run goes on from a step: TensorBoard forgets the points that an earlier
   * file of the folder has at this step and later.
   *
   * @throws IllegalArgumentException if the step is negative
   * @throws IllegalStateException if the writer is closed
   * @throws IOException if the file cannot be written
   */
  public void resumeAt(long step) throws IOException {
    ProtobufMessage session = new ProtobufMessage().putInteger(SESSION_LOG_STATUS, SESSION_START);
    write(
        event(clock.instant())
            .putInteger(EVENT_STEP, checked(step))
            .putMessage(EVENT_SESSION_LOG, session));
  }

  /** Brings every point to the file, where a running TensorBoard sees it. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    out.close();
  }

  private void write(ProtobufMessage event) throws IOException {
    if (closed) {
      throw new IllegalStateException(file + ": the event file is closed");
    }
    byte[] data = event.toByteArray();
    byte[] length = littleEndian(Long.BYTES).putLong(data.length).array();
    ByteBuffer lengthCrc = littleEndian(Integer.BYTES).putInt(maskedCrc(length));
    ByteBuffer dataCrc = littleEndian(Integer.BYTES).putInt(maskedCrc(data));
    out.write(length);
    out.write(lengthCrc.array());
    out.write(data);
    out.write(dataCrc.array());
  }

  // The mask keeps the checksum of data that themselves hold checksums meaningful.
  private static int maskedCrc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
  }

  private static ProtobufMessage event(Instant wallTime) {
    double seconds = wallTime.getEpochSecond() + wallTime.getNano() / 1e9;
    return new ProtobufMessage().putDouble(EVENT_WALL_TIME, seconds);
  }

  private static long checked(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step: expected a non-negative number, found " + step);
    }
    return step;
  }

  private static Path createFirstFree(Path folder, String stem) throws IOException {
    for (int n = 0; ; n++) {
      try {
        return Files.createFile(folder.resolve(stem + n));
      } catch (FileAlreadyExistsException taken) {
        continue;
      }
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
