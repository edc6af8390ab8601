package dms.hub.cli;

import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;

/** Where the commands get their models from. */
final class Models {
  private Models() {}

  /**
   * The bundle that a user names.
   *
   * @param nameOrPath a folder
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws IOException when it is damaged or cannot be read
   */
  static Bundle find(String nameOrPath) throws IOException {
    return Bundle.read(Path.of(nameOrPath));
  }
}
