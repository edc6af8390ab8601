package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with a sound bundle outside of it, and the name that an archive is unpacked to. */
abstract class ArchiveCase {
  /** Folder of the archives that hold the sound bundle. */
  static final String TOP = "tiny-1.0.0/";

  @TempDir static Path outside;
  static Path bundle;

  @TempDir Path sandbox;
  Path target;

  @BeforeAll
  static void writeBundle() throws IOException {
    bundle = outside.resolve("tiny");
    if (!Files.exists(bundle)) {
      TinyModel.ofXpos().write(bundle);
    }
  }

  @BeforeEach
  void makeHome() throws IOException {
    target = Files.createDirectories(sandbox.resolve("home")).resolve("models");
  }

  /** The sound bundle's files by name. */
  static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(bundle)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(bundle.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  static RawTar soundTar() throws IOException {
    RawTar tar = new RawTar();
    files().forEach((name, content) -> tar.file(TOP + name, content));
    return tar;
  }

  static RawZip soundZip() throws IOException {
    RawZip zip = new RawZip();
    files().forEach((name, content) -> zip.file(TOP + name, content));
    return zip;
  }

  /** Neither the target nor anything else is there, besides the archives. */
  void requireNothingElse(Path... archives) throws IOException {
    assertThat(target).doesNotExist();
    try (Stream<Path> walk = Files.walk(sandbox)) {
      List<Path> left = walk.filter(path -> !Files.isDirectory(path)).toList();
      assertThat(left).containsExactlyInAnyOrder(archives);
    }
    try (Stream<Path> home = Files.list(target.getParent())) {
      assertThat(home).isEmpty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
