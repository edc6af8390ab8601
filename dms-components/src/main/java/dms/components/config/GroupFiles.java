package dms.components.config;

import dms.components.setting.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds files by the short names that a list of {@code defaults} gives them: beside the file that
 * names them, then in the folder {@value #FOLDER} of that folder and of each folder above it.
 */
final class GroupFiles {
  private static final String FOLDER = "conf";
  private static final String EXTENSION = ".conf";

  private GroupFiles() {}

  /**
   * The file of a name such as {@code encoders/words}, which may leave out {@code .conf}.
   *
   * @param naming the file that names it
   * @param place where it does, for the message
   * @throws ConfigurationException when there is none, with the nearest names
   */
  static Path find(Path naming, String name, String place) {
    List<Path> folders = folders(naming);
    for (Path folder : folders) {
      Optional<Path> found = in(folder, name, place);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw missing(name, place, folders);
  }

  private static List<Path> folders(Path naming) {
    List<Path> folders = new ArrayList<>();
    Path folder = naming.toAbsolutePath().normalize().getParent();
    folders.add(folder);
    for (; folder != null; folder = folder.getParent()) {
      folders.add(folder.resolve(FOLDER));
    }
    return folders;
  }

  private static Optional<Path> in(Path folder, String name, String place) {
    try {
      Path named = folder.resolve(name).normalize();
      Path extended = folder.resolve(name + EXTENSION).normalize();
      return Stream.of(named, extended).filter(Files::isRegularFile).findFirst();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "%s: '%s': expected the path of a file: %s".formatted(place, name, e.getMessage()), e);
    }
  }

  private static ConfigurationException missing(String name, String place, List<Path> folders) {
    TreeSet<String> known = new TreeSet<>();
    List<Path> searched =
        folders.subList(1, folders.size()).stream().filter(Files::isDirectory).toList();
    searched.forEach(folder -> known.addAll(names(folder)));
    return new ConfigurationException(
        "%s: '%s': expected the file %s%s in %s or in a folder %s there or above it, found none%s; %s"
            .formatted(
                place,
                name,
                name,
                EXTENSION,
                folders.get(0),
                FOLDER,
                NearestName.suggestion(name, known),
                known.isEmpty()
                    ? "there is no such folder"
                    : "there are " + String.join(", ", known)));
  }

  /** The names of all files below a folder. */
  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(EXTENSION))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .toList();
    } catch (IOException e) {
      throw new ConfigurationException(folder + ": cannot be read: " + e, e);
    }
  }
}
