package dms.core.corpus;

import java.nio.file.Path;

/** The shared data for tests of other packages. */
public final class SharedData {
  private SharedData() {}

  /** A file below it; the test that asks is skipped where there is none. */
  public static Path file(String name) {
    return CorpusSamples.sharedData(name);
  }
}
