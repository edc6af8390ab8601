package dms.hub.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where entries are written; behind an interface so that a test can have one that fills up. */
interface Disk {
  /** The machine's own. */
  Disk SYSTEM =
      new Disk() {
        @Override
        public long free(Path folder) throws IOException {
          return Files.getFileStore(folder).getUsableSpace();
        }

        @Override
        public OutputStream create(Path file) throws IOException {
          return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        }
      };

  /** Bytes that may be written on the disk of a folder. */
  long free(Path folder) throws IOException;

  /** Creates a new file; an existing one is an error. */
  OutputStream create(Path file) throws IOException;
}
