package dms.hub.bundle;

import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.hub.bundle.BundleDescription.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the folder of a bundle: first all sizes and sums, then the contents. */
final class BundleReader {
  private static final Logger LOG = LoggerFactory.getLogger(BundleReader.class);

  /** Far above any description, and little enough to be read before its sum is known. */
  private static final long MAX_DESCRIPTION_BYTES = 1 << 26;

  private final Path root;
  private final BundleFiles files;

  private BundleReader(Path root) {
    this.root = root;
    this.files = new BundleFiles(root);
  }

  static Bundle read(Path folder) throws IOException {
    return of(folder).bundle();
  }

  static BundleDescription describe(Path folder) throws IOException {
    return of(folder).description();
  }

  private static BundleReader of(Path folder) throws IOException {
    Path current = new BundleFolder(folder).current();
    if (!Files.exists(current)) {
      throw new NoSuchFileException(folder.toString(), null, "there is no such bundle");
    }
    if (!Files.isDirectory(current)) {
      throw new BundleFormatException(folder, "expected the folder of a bundle, found a file");
    }
    return new BundleReader(current.toRealPath());
  }

  private Bundle bundle() throws IOException {
    BundleDescription description = description();
    requireListed(description);
    for (Map.Entry<String, Content> file : description.files().entrySet()) {
      files.find(file.getKey(), file.getValue());
    }
    Map<String, Path> verified = new HashMap<>();
    for (Map.Entry<String, Content> file : description.files().entrySet()) {
      verified.put(file.getKey(), files.verify(file.getKey(), file.getValue()));
    }
    byte[] forms = files.read(Bundle.FORMS, description.files().get(Bundle.FORMS));
    warnOfOthers(description);
    return new Bundle(root, description, components(verified, description.files()), forms(forms));
  }

  private BundleDescription description() throws IOException {
    Path file = root.resolve(Bundle.DESCRIPTION);
    byte[] json = readSmall(file);
    Path sumFile = root.resolve(Bundle.DESCRIPTION_SUM);
    String expected = new String(readSmall(sumFile), StandardCharsets.UTF_8);
    if (!expected.equals(sumLine(json))) {
      throw new BundleFormatException(
          file,
          "expected the SHA-256 that %s holds, found %s; one of the two was changed; get the bundle anew"
              .formatted(sumFile.getFileName(), Sha256.of(json)));
    }
    return BundleJson.parse(json, file);
  }

  /** The content of {@code bundle.json.sha256}. */
  static String sumLine(byte[] json) {
    return Sha256.of(json) + "  " + Bundle.DESCRIPTION + "\n";
  }

  private static byte[] readSmall(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleFormatException(
          file, "expected a file, found none; the folder is no bundle or not a whole one");
    }
    if (Files.size(file) > MAX_DESCRIPTION_BYTES) {
      throw new BundleFormatException(
          file,
          "expected at most %d bytes, found %d; get the bundle anew"
              .formatted(MAX_DESCRIPTION_BYTES, Files.size(file)));
    }
    return Files.readAllBytes(file);
  }

  private void requireListed(BundleDescription description) throws BundleFormatException {
    for (String name : List.of(Bundle.WEIGHTS, Bundle.FORMS, Bundle.CARD)) {
      if (!description.files().containsKey(name)) {
        throw new BundleFormatException(
            root.resolve(Bundle.DESCRIPTION),
            "files: expected %s among them, found %s; get the bundle anew"
                .formatted(name, description.files().keySet()));
      }
    }
  }

  private void warnOfOthers(BundleDescription description) throws IOException {
    Set<String> known = new HashSet<>(description.files().keySet());
    known.add(Bundle.DESCRIPTION);
    known.add(Bundle.DESCRIPTION_SUM);
    List<String> others = files.others(known);
    if (!others.isEmpty()) {
      LOG.warn("{}: holds files that are not of the bundle and are not used: {}", root, others);
    }
  }

  /** What is parsed later must be what was verified here. */
  private static Map<String, Map<String, FileContent>> components(
      Map<String, Path> files, Map<String, Content> expected) {
    Map<String, Map<String, FileContent>> components = new HashMap<>();
    files.forEach(
        (name, file) -> {
          String[] parts = name.split("/");
          if (parts.length == 3 && parts[0].equals(Bundle.COMPONENTS)) {
            components
                .computeIfAbsent(parts[1], component -> new HashMap<>())
                .put(parts[2], FileContent.at(file, expected.get(name).sha256()));
          }
        });
    return components;
  }

  private static Set<String> forms(byte[] lines) {
    // Only LF ends a line: a form may hold what other readers take for a line end.
    Set<String> forms =
        new HashSet<>(List.of(new String(lines, StandardCharsets.UTF_8).split("\n")));
    forms.remove("");
    return forms;
  }
}
