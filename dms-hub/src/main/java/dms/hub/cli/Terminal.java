package dms.hub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches what is printed. */
public final class Terminal {
  private static final int USUAL_WIDTH = 100;

  private Terminal() {}

  /**
   * Whether standard error is a terminal, where a line can be redrawn. Java 17 only knows whether
   * both input and output are terminals; Linux knows each.
   */
  public static boolean showsStandardError() {
    return shows(2);
  }

  /** Whether standard output is a terminal, whose width a table should keep. */
  public static boolean showsStandardOutput() {
    return shows(1);
  }

  private static boolean shows(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      return Files.isSymbolicLink(link)
          ? Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*")
          : System.console() != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Characters of a line: what the launcher found, else the environment's COLUMNS, else 100. */
  public static int width() {
    String columns = System.getProperty("dms.columns", System.getenv("COLUMNS"));
    return columns != null && columns.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(columns)
        : USUAL_WIDTH;
  }
}
