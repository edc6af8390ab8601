package dms.train.cli;

import dms.train.RunConfig;
import java.nio.file.Path;
import java.util.List;

/** Reads a configuration as the commands take it: a file and {@code key=value} overrides. */
final class ConfigFile {
  private ConfigFile() {}

  /** The run is named after the file unless the file or an override names it. */
  static RunConfig load(Path file, List<String> overrides) {
    return RunConfig.load(file, overrides, nameOf(file));
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
  }
}
