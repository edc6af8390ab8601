package dms.train.cli;

import dms.hub.cli.Terminal;
import dms.train.log.ProgressBar;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Where progress is shown. */
final class Screens {
  private Screens() {}

  /** Nowhere. */
  static ProgressBar.Screen none() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new ProgressBar.Screen(
        nowhere, false, Terminal.width(), Duration.ofSeconds(30), System::nanoTime);
  }

  /** Standard error: redrawn in place on a terminal, else a line every half minute. */
  static ProgressBar.Screen stderr() {
    boolean watched = Terminal.showsStandardError();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new ProgressBar.Screen(
        out,
        watched,
        Terminal.width(),
        watched ? Duration.ofMillis(200) : Duration.ofSeconds(30),
        System::nanoTime);
  }
}
