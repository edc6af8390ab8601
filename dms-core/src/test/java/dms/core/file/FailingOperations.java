package dms.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real operations, of which the n-th fails; deletions are not counted. */
final class FailingOperations implements FileOperations {
  private final FileOperations system = new SystemFileOperations();
  private final int failing;
  private final boolean deleteFails;
  private int done;
  private String operation = "none";

  FailingOperations(int failing, boolean deleteFails) {
    this.failing = failing;
    this.deleteFails = deleteFails;
  }

  /** The name of the operation that failed. */
  String operation() {
    return operation;
  }

  private void step(String name) throws IOException {
    done++;
    if (done == failing) {
      operation = name;
      throw new IOException("No space left on device");
    }
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    step("create");
    return system.create(file);
  }

  @Override
  public void force(FileChannel channel) throws IOException {
    step("force");
    system.force(channel);
  }

  @Override
  public void forceFile(Path file) throws IOException {
    step("forceFile");
    system.forceFile(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step("forceFolder");
    system.forceFolder(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename");
    system.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (deleteFails) {
      throw new IOException("cannot delete");
    }
    system.delete(file);
  }
}
