package dms.hub.catalogue;

import dms.core.file.Sha256;
import dms.hub.TinyModel;
import dms.hub.bundle.SemanticVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Archives of the tiny model, catalogues of them, and limits that let no test wait long. */
public final class TestArchives {
  private static final String PADDING = "padding.bin";

  private TestArchives() {}

  /** Patient for milliseconds only. */
  public static DownloadLimits limits() {
    return new DownloadLimits(
        4,
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        true);
  }

  static DownloadLimits limits(Duration idle) {
    DownloadLimits usual = limits();
    return new DownloadLimits(
        usual.attempts(),
        usual.firstDelay(),
        usual.longestDelay(),
        usual.longestRetryAfter(),
        usual.connectTimeout(),
        idle,
        usual.lockWait(),
        usual.locks());
  }

  /** Settings with a model home and catalogues. */
  public static HubSettings settings(Path home, Object... catalogues) {
    return new HubSettings(
        Map.of(HubSettings.HOME, home.toString()),
        Map.of(),
        Stream.of(catalogues).map(Object::toString).toList());
  }

  /** Bytes by chance, the same for the same seed. */
  static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Writes an archive of the tiny model and so many bytes by chance. */
  public static Path write(Path archive, int padding) throws IOException {
    Path folder = Files.createTempDirectory(archive.getParent(), "tiny-");
    TinyModel.ofXpos().write(folder.resolve("bundle"));
    pack(folder.resolve("bundle"), archive, padding);
    return archive;
  }

  private static void pack(Path folder, Path archive, int padding) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry("tiny-1.0.0/" + name));
        Files.copy(file, zip);
      }
      byte[] random = bytes(padding, 3);
      CRC32 sum = new CRC32();
      sum.update(random);
      ZipEntry entry = new ZipEntry("tiny-1.0.0/" + PADDING);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(padding);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(random);
    }
  }

  /** Unpacks what {@link #write} wrote, but for the padding. */
  public static void unpack(Path archive, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(PADDING)) {
          continue;
        }
        Path file = target.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
          zip.transferTo(out);
        }
      }
    }
  }

  static CatalogueEntry entry(byte[] bytes, URI... addresses) {
    return entry(bytes.length, Sha256.of(bytes), addresses);
  }

  static CatalogueEntry entry(long size, String sha256, URI... addresses) {
    return new CatalogueEntry(
        "tiny",
        new SemanticVersion("1.0.0"),
        "is",
        "CC0-1.0",
        List.of("xpos", "lemma"),
        Map.of("xpos.accuracy", 25.0),
        size,
        sha256,
        List.of(addresses));
  }

  /** A catalogue with the tiny model as JSON. */
  public static String json(Path archive, String address) throws IOException {
    return json("1.0.0", Files.size(archive), Sha256.of(archive), address);
  }

  static String json(String version, long size, String sha256, String address) {
    return """
        {"formatVersion": 1, "models": [
          {"name": "tiny", "version": "%s", "language": "is", "licence": "CC0-1.0",
           "tasks": ["xpos", "lemma"], "scores": {"xpos.accuracy": 25.0},
           "size": %d, "sha256": "%s", "addresses": ["%s"]}
        ]}
        """
        .formatted(version, size, sha256, address);
  }

  /** Writes a catalogue beside an archive. */
  public static Path catalogue(Path archive) throws IOException {
    Path file = archive.resolveSibling("catalogue.json");
    String json = json(archive, archive.getFileName().toString());
    return Files.writeString(file, json, StandardCharsets.UTF_8);
  }
}
