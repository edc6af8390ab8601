package dms.train.cli;

import dms.train.RunConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A configuration as the commands take it, a file and {@code key=value} settings; mixed in. */
final class ConfigFile {
  /** What the settings after the file are for, in the help of the commands. */
  static final String OVERRIDES =
      "Settings that win over the file's. +KEY=VALUE adds a key that is not there, ~KEY takes one"
          + " out; +GROUP/NAME and ~GROUP/NAME do so with a file of conf/, as +encoders/dim.";

  @Parameters(index = "0", paramLabel = "CONFIG", description = "Configuration file (HOCON).")
  private Path file;

  @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = OVERRIDES)
  private List<String> overrides = new ArrayList<>();

  /** Reads what the command line names. */
  RunConfig load() {
    return load(overrides);
  }

  /** Reads the file with other settings than those of the command line. */
  RunConfig load(List<String> settings) {
    return load(file, settings);
  }

  /** The settings of the command line. */
  List<String> overrides() {
    return List.copyOf(overrides);
  }

  /** The run is named after the file unless the file or an override names it. */
  static RunConfig load(Path file, List<String> overrides) {
    return RunConfig.load(file, overrides, nameOf(file));
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
  }
}
