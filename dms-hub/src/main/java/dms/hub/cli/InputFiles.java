package dms.hub.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files that arguments name: a file, a folder with all below it, or a glob, in which *
 * and ? stand for characters of a name, ** for any folders, {a,b} for one of several. Hidden files
 * of folders and globs are passed over. In sorted order, each file once.
 */
final class InputFiles {
  private static final String STANDARD = "-";
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Predicate<Path> wanted;
  private final Optional<Path> output;
  private final Map<Path, InputFile> found = new LinkedHashMap<>();
  private final List<Path> others = new ArrayList<>();

  /**
   * @param wanted which files of a folder are read
   * @param output folder that is written, whose files are not read where it lies within one that is
   */
  InputFiles(Predicate<Path> wanted, Optional<Path> output) {
    this.wanted = wanted;
    this.output = output.map(folder -> folder.toAbsolutePath().normalize());
  }

  /**
   * The files that the arguments name; the standard input for - and for no arguments.
   *
   * @throws NoSuchFileException for a file that is not there, or a folder or glob without files
   * @throws IllegalArgumentException when a folder is to be read and written
   * @throws IOException when a folder cannot be read
   */
  List<InputFile> find(List<String> arguments) throws IOException {
    for (String argument : arguments.isEmpty() ? List.of(STANDARD) : arguments) {
      int before = found.size();
      if (argument.equals(STANDARD)) {
        found.put(Path.of(STANDARD), InputFile.standard());
      } else if (Files.isDirectory(Path.of(argument))) {
        addFolder(Path.of(argument));
      } else if (isGlob(argument)) {
        addGlob(argument);
      } else {
        addFile(Path.of(argument));
      }
      if (found.size() == before && !isKnown(argument)) {
        throw new NoSuchFileException(argument, null, "expected files to be read, found none");
      }
    }
    return List.copyOf(found.values());
  }

  /** Whether an argument may name more than one file: a folder or a glob. */
  static boolean namesSeveral(String argument) {
    return Files.isDirectory(Path.of(argument)) || isGlob(argument);
  }

  private static boolean isGlob(String argument) {
    return Files.notExists(Path.of(argument)) && GLOB.matcher(argument).find();
  }

  /** Files of folders that are of no known kind. */
  List<Path> others() {
    return others;
  }

  /** A file named twice is read once. */
  private boolean isKnown(String argument) {
    return argument.equals(STANDARD) || found.containsKey(key(Path.of(argument)));
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private void addFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    add(file, file.getFileName());
  }

  private void add(Path file, Path relative) {
    found.putIfAbsent(key(file), new InputFile(Optional.of(file), relative));
  }

  private void addFolder(Path folder) throws IOException {
    if (output.isPresent() && key(folder).equals(output.get())) {
      throw new IllegalArgumentException(
          folder + ": expected another folder to be written than that which is read");
    }
    for (Path file : filesBelow(folder, Integer.MAX_VALUE)) {
      if (wanted.test(file)) {
        add(file, folder.relativize(file));
      } else {
        others.add(file);
      }
    }
  }

  private void addGlob(String glob) throws IOException {
    String[] parts = glob.split("/");
    int fixed = 0;
    while (!GLOB.matcher(parts[fixed]).find()) {
      fixed++;
    }
    String base = String.join("/", List.of(parts).subList(0, fixed));
    Path folder = Path.of(base.isEmpty() && glob.startsWith("/") ? "/" : base);
    String pattern = String.join("/", List.of(parts).subList(fixed, parts.length));
    List<PathMatcher> matchers =
        Stream.of(pattern, pattern.replace("**/", ""))
            .map(p -> FileSystems.getDefault().getPathMatcher("glob:" + p))
            .toList();
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : parts.length - fixed;
    for (Path file : filesBelow(folder, depth)) {
      Path relative = base.isEmpty() && !glob.startsWith("/") ? file : folder.relativize(file);
      if (matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
        add(file, relative);
      }
    }
  }

  private List<Path> filesBelow(Path folder, int depth) throws IOException {
    if (!folder.toString().isEmpty() && !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .filter(file -> output.isEmpty() || !key(file).startsWith(output.get()))
          .sorted()
          .toList();
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
