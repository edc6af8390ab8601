package dms.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Writes files so that, whatever fails and whenever the process is killed, the target is either as
 * it was before or wholly new: temporary file in the same folder, write, fsync, atomic rename,
 * fsync of the folder.
 *
 * <p>A failed write deletes its temporary file or folder. Only a killed process leaves one behind,
 * named {@code .NAME.<8 hex>.tmp}; {@link #removeLeftovers} deletes those. A symbolic link in place
 * of the target is replaced by the file, not followed.
 */
public final class DurableFile {
  private static final DurableFile SYSTEM = new DurableFile(new SystemFileOperations());

  private final FileOperations operations;

  DurableFile(FileOperations operations) {
    this.operations = operations;
  }

  /** What is to stand in a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything from the channel's position on and leaves the channel open.
     *
     * @param channel an empty file, open for writing only
     * @throws IOException if the content cannot be had or written; the target then stays as it was
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Puts the content under the target's name, in place of a file already there.
   *
   * @throws IOException naming the target, the reason and the bytes free on its disk. The target is
   *     as before, except when only the last step, the folder's fsync, failed: then it is wholly
   *     new, but may not outlive a loss of power.
   */
  public static void write(Path target, Content content) throws IOException {
    SYSTEM.replace(target, content);
  }

  /**
   * Puts the bytes under the target's name.
   *
   * @throws IOException as {@link #write}
   */
  public static void writeBytes(Path target, byte[] bytes) throws IOException {
    write(target, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  /**
   * Puts the text under the target's name, in UTF-8.
   *
   * @throws IOException as {@link #write}, and for text with an unpaired surrogate, which UTF-8
   *     cannot hold
   */
  public static void writeString(Path target, String text) throws IOException {
    write(
        target,
        channel ->
            writeFully(channel, StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text))));
  }

  /**
   * Writes all remaining bytes of the buffer, which one call of {@link FileChannel#write} need not
   * do.
   *
   * @throws IOException if the channel cannot be written
   */
  public static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** What is to stand in a folder. */
  @FunctionalInterface
  public interface FolderContent {
    /**
     * Writes everything into an empty folder beside the target.
     *
     * @throws IOException if it cannot be written; there is then no folder
     */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Puts a folder under a free name at once: filled beside the target, fsync of every file and
   * folder in it, rename, fsync of the parent.
   *
   * @param target must not exist once the content is written
   * @throws FileAlreadyExistsException if the target exists
   * @throws IOException naming the target; it then is as before, except when only the last fsync
   *     failed
   */
  public static void writeFolder(Path target, FolderContent content) throws IOException {
    SYSTEM.createFolder(target, content);
  }

  /**
   * Deletes the temporary files and folders that killed processes left directly in the folder. To
   * be called only while no one else writes there: a write under way would lose its temporary file
   * and fail.
   *
   * @return how many were deleted
   * @throws IOException if the folder cannot be read or a leftover cannot be deleted
   */
  public static int removeLeftovers(Path folder) throws IOException {
    return Leftovers.remove(folder);
  }

  /**
   * Deletes a folder so that it is never seen half deleted: it first gets the name of a leftover.
   *
   * @throws IOException if it does not exist or cannot be deleted
   */
  public static void deleteFolder(Path folder) throws IOException {
    Path file = absolute(folder);
    Path condemned = Leftovers.temporaryName(file);
    Files.move(file, condemned, StandardCopyOption.ATOMIC_MOVE);
    Leftovers.deleteTree(condemned);
  }

  void replace(Path target, Content content) throws IOException {
    Path file = absolute(target);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("cannot write " + file + ": a folder or device has this name");
    }
    Path temporary = Leftovers.temporaryName(file);
    FileChannel created = create(file, temporary);
    try {
      try (FileChannel channel = created) {
        content.writeTo(channel);
        operations.force(channel);
      }
      operations.rename(temporary, file);
    } catch (IOException e) {
      throw discard(temporary, failure(file, e));
    } catch (RuntimeException e) {
      throw discard(temporary, e);
    } catch (Error e) {
      throw discard(temporary, e);
    }
    forceParent(file);
  }

  void createFolder(Path target, FolderContent content) throws IOException {
    Path temporary = Leftovers.temporaryName(absolute(target));
    try {
      Files.createDirectory(temporary);
      content.writeTo(temporary);
      publish(temporary, absolute(target));
    } catch (Throwable e) {
      discardFolder(temporary, e);
      throw e;
    }
  }

  private static void discardFolder(Path temporary, Throwable failure) {
    try {
      if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
        Leftovers.deleteTree(temporary);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void publish(Path temporary, Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          folder.toString(), null, "cannot publish " + temporary + ": the target exists");
    }
    try {
      forceTree(temporary);
      operations.rename(temporary, folder);
    } catch (IOException e) {
      throw failure(folder, e);
    }
    forceParent(folder);
  }

  private FileChannel create(Path target, Path temporary) throws IOException {
    try {
      return operations.create(temporary);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  private void forceParent(Path target) throws IOException {
    try {
      operations.forceFolder(target.getParent());
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  private void forceTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new IOException(file + " is neither a file nor a folder");
            }
            operations.forceFile(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            operations.forceFolder(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private <T extends Throwable> T discard(Path temporary, T failure) {
    try {
      operations.delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Measures the free bytes now, while the temporary file still takes its share of the disk. */
  private static IOException failure(Path target, IOException cause) {
    String free;
    try {
      free = Files.getFileStore(target.getParent()).getUsableSpace() + " bytes free on its disk";
    } catch (IOException e) {
      free = "free bytes unknown";
      cause.addSuppressed(e);
    }
    return new IOException("cannot write " + target + ": " + cause + " (" + free + ")", cause);
  }

  private static Path absolute(Path target) {
    Path file = target.toAbsolutePath();
    if (file.getFileName() == null) {
      throw new IllegalArgumentException("cannot write " + target + ": it has no file name");
    }
    return file;
  }
}
