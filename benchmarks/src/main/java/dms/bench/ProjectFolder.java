package dms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The project's folder, whose configurations and texts the benchmarks use. */
public final class ProjectFolder {
  private static final String HOME = "dms.home";
  private static final String MARK = "examples/bilstm.conf";

  private ProjectFolder() {}

  /**
   * A file or folder of the project. The project is where the launcher says, else around this
   * class, else around the working directory.
   *
   * @throws UncheckedIOException when it is at none of these
   */
  public static Path resolve(String name) {
    Optional<Path> told = Optional.ofNullable(System.getProperty(HOME)).map(Path::of);
    for (Path start : List.of(told.orElseGet(ProjectFolder::ofClass), ofClass(), Path.of(""))) {
      for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
        if (Files.exists(folder.resolve(MARK))) {
          return folder.resolve(name);
        }
      }
    }
    throw new UncheckedIOException(
        new NoSuchFileException(
            MARK, null, "the project is not around the working directory; start from its folder"));
  }

  private static Path ofClass() {
    try {
      return Path.of(
          ProjectFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException("the class path has no such place", e));
    }
  }
}
