package dms.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The steps a durable write is made of. They stand behind an interface so that a test can let each
 * of them fail once.
 */
interface FileOperations {
  /** Creates a new file for writing; an existing one is an error. */
  FileChannel create(Path file) throws IOException;

  /** Forces what was written through the channel to the disk. */
  void force(FileChannel channel) throws IOException;

  /** Forces the content of a finished file to the disk. */
  void forceFile(Path file) throws IOException;

  /** Forces the names in a folder to the disk. */
  void forceFolder(Path folder) throws IOException;

  /** Gives a file or folder its final name in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file. */
  void delete(Path file) throws IOException;
}
