package dms.hub.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to be read.
 *
 * @param path where it is; empty for the standard input
 * @param relative its place below the folder or glob that named it, where an output folder has its
 *     output
 */
record InputFile(Optional<Path> path, Path relative) {
  /** The standard input. */
  static InputFile standard() {
    return new InputFile(Optional.empty(), Path.of("standard-input"));
  }

  /** As messages name it. */
  String name() {
    return path.map(Path::toString).orElse("standard input");
  }
}
