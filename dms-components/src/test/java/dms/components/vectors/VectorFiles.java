package dms.components.vectors;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Files of vectors for tests. */
public final class VectorFiles {
  private VectorFiles() {}

  /** One of those that tools/golden/vectors.py wrote. */
  public static Path golden(String name) {
    try {
      return Path.of(VectorFiles.class.getResource("/vectors/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file, compressed where its name says so. */
  static Path write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!file.getFileName().toString().endsWith(".gz")) {
      return Files.write(file, bytes);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  /** Everything in a file, in its order. */
  static Map<String, float[]> read(Path file) throws IOException {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    try (VectorSource source = VectorSource.open(file)) {
      for (Optional<WordVector> next = source.read(); next.isPresent(); next = source.read()) {
        vectors.put(next.get().form(), next.get().values());
      }
    }
    return vectors;
  }
}
