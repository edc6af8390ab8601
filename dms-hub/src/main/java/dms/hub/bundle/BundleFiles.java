package dms.hub.bundle;

import dms.core.file.Sha256;
import dms.hub.bundle.BundleDescription.Content;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of a bundle's folder. A name never leads out of the folder, nor does a link that stands
 * in it: links are refused, not followed.
 */
final class BundleFiles {
  /** What every file system takes for one name: no separator, no drive, no dot first or last. */
  private static final Pattern PART =
      Pattern.compile("[\\p{L}\\p{N}_]([\\p{L}\\p{M}\\p{N}_ .+-]*[\\p{L}\\p{M}\\p{N}_+-])?");

  private static final Pattern WINDOWS_DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private static final String REMEDY = "the bundle was changed or is incomplete; get it anew";

  private final Path root;

  BundleFiles(Path root) {
    this.root = root;
  }

  /**
   * Refuses a name that could lead out of the folder or that some file system cannot hold.
   *
   * @throws IllegalArgumentException naming it
   */
  static void requireName(String name) {
    for (String part : name.split("/", -1)) {
      if (!PART.matcher(part).matches() || WINDOWS_DEVICE.matcher(part).matches()) {
        throw new IllegalArgumentException(
            ("files: expected a relative name whose parts between / have only letters, digits and"
                    + " inner _ . + - and blanks, found '%s'")
                .formatted(name));
      }
    }
  }

  /**
   * Finds a file.
   *
   * @throws BundleFormatException when it is not there, is a link or of another size
   */
  Path find(String name, Content expected) throws IOException {
    requireName(name);
    Path file = root;
    for (String part : name.split("/")) {
      file = file.resolve(part);
      if (Files.isSymbolicLink(file)) {
        throw new BundleFormatException(
            file, "expected a file of the bundle itself, found a link; put the file in its place");
      }
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleFormatException(
          file, "expected a file of %d bytes, found none; %s".formatted(expected.size(), REMEDY));
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleFormatException(file, "expected a file, found a folder or device; " + REMEDY);
    }
    if (Files.size(file) != expected.size()) {
      throw new BundleFormatException(
          file,
          "expected %d bytes, found %d; %s".formatted(expected.size(), Files.size(file), REMEDY));
    }
    return file;
  }

  /**
   * Finds a file and sums it.
   *
   * @throws BundleFormatException when it is not there, is a link or holds something else
   */
  Path verify(String name, Content expected) throws IOException {
    Path file = find(name, expected);
    requireSum(file, expected, Sha256.of(file));
    return file;
  }

  /**
   * Reads a file once and sums what was read.
   *
   * @throws BundleFormatException when it is not there, is a link or holds something else
   */
  byte[] read(String name, Content expected) throws IOException {
    Path file = find(name, expected);
    byte[] bytes = Files.readAllBytes(file);
    requireSum(file, expected, Sha256.of(bytes));
    return bytes;
  }

  private static void requireSum(Path file, Content expected, String found)
      throws BundleFormatException {
    if (!found.equals(expected.sha256())) {
      throw new BundleFormatException(
          file, "expected SHA-256 %s, found %s; %s".formatted(expected.sha256(), found, REMEDY));
    }
  }

  /** Names of all that is in the folder, files and links, besides those known. */
  List<String> others(Collection<String> known) throws IOException {
    List<String> others = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            List<String> parts = new ArrayList<>();
            root.relativize(file).forEach(part -> parts.add(part.toString()));
            String name = String.join("/", parts);
            if (!known.contains(name)) {
              others.add(name);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    others.sort(null);
    return others;
  }
}
