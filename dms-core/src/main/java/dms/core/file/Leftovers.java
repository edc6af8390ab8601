package dms.core.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of temporary files and folders, and the removal of those whose process is gone. */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9a-f]{8}\\.tmp", Pattern.DOTALL);

  private Leftovers() {}

  /** A fresh name beside the target: {@code .NAME.<8 hex>.tmp}. */
  static Path temporaryName(Path target) {
    String random = String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    return target.resolveSibling("." + target.getFileName() + "." + random + ".tmp");
  }

  /** Deletes every temporary file and folder directly in the folder and counts them. */
  static int remove(Path folder) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers =
          files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
    }
    for (Path leftover : leftovers) {
      deleteTree(leftover);
    }
    return leftovers.size();
  }

  static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
