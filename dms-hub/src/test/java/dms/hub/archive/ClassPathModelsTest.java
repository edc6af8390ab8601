package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.tensor.ComputeDevice;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

class ClassPathModelsTest extends ArchiveCase {
  /** What a jar of the model holds. */
  private static Map<String, byte[]> resources(Path folder, String name) throws IOException {
    Map<String, byte[]> resources = new TreeMap<>();
    Bundle found = Bundle.read(folder);
    for (String file : found.fileNames()) {
      resources.put(
          ClassPathModels.ROOT + name + "/" + file, Files.readAllBytes(folder.resolve(file)));
    }
    resources.put(ClassPathModels.INDEX, bytes("# models\n" + name + "\n"));
    return resources;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path jar(String file, Map<String, byte[]> resources) throws IOException {
    Path jar = sandbox.resolve(file);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> resource : resources.entrySet()) {
        out.putNextEntry(new JarEntry(resource.getKey()));
        out.write(resource.getValue());
      }
    }
    return jar;
  }

  /** The bundle under another version, unpacked. */
  private Path published(String version) throws IOException {
    Publication publication =
        new Publication(
            "tiny", version, "CC0-1.0", Optional.empty(), Optional.empty(), Optional.empty());
    Path archive = sandbox.resolve(version + ".tar.gz");
    publication.pack(bundle, archive);
    Path folder = sandbox.resolve("tiny-" + version);
    ModelArchive.unpack(archive, folder);
    return folder;
  }

  private Path version(String version) throws IOException {
    return jar("tiny " + version + ".jar", resources(published(version), "tiny"));
  }

  private static URLClassLoader loader(Path... places) throws IOException {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return new URLClassLoader(urls, null);
  }

  /** As a class loader of jars within jars: nothing of it is a file. */
  private static final class InMemory extends ClassLoader {
    private final Map<String, byte[]> resources;

    InMemory(Map<String, byte[]> resources) {
      super(null);
      this.resources = resources;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      return resources.containsKey(name)
          ? Collections.enumeration(List.of(url(name)))
          : Collections.emptyEnumeration();
    }

    private URL url(String name) throws IOException {
      return new URL("nested", null, -1, "/app.jar!/lib/model.jar!/" + name, handler(name));
    }

    private URLStreamHandler handler(String name) {
      return new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) {
          return new URLConnection(url) {
            @Override
            public void connect() {}

            @Override
            public InputStream getInputStream() {
              return new ByteArrayInputStream(resources.get(name));
            }
          };
        }
      };
    }
  }

  private static Bundle find(String name, ClassLoader loader) throws IOException {
    return ClassPathModels.find(name, List.of(loader)).orElseThrow();
  }

  @Test
  void modelInAJarIsFoundVerifiedAndLoaded() throws IOException {
    try (URLClassLoader loader = loader(jar("m.jar", resources(bundle, "tiny")))) {
      Bundle found = find("tiny", loader);
      assertThat(found.description()).isEqualTo(Bundle.read(bundle).description());
      assertThat(find("tiny@1.0.0", loader).folder()).isEqualTo(found.folder());
      found.load(ComputeDevice.cpu()).close();
      assertThat(ClassPathModels.find("tiny@1.0.1", List.of(loader))).isEmpty();
      assertThat(ClassPathModels.find("other", List.of(loader))).isEmpty();
      assertThat(ClassPathModels.find("../tiny", List.of(loader))).isEmpty();
      assertThat(ClassPathModels.all(List.of(loader))).containsExactly("tiny");
    }
  }

  @Test
  void modelOfTheThreadsClassLoaderIsFound() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = loader(jar("m.jar", resources(bundle, "tiny")))) {
      thread.setContextClassLoader(loader);
      assertThat(ClassPathModels.find("tiny")).isPresent();
      assertThat(ClassPathModels.all()).contains("tiny");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(ClassPathModels.find("tiny")).isEmpty();
  }

  @Test
  void modelInAFolderIsUsedWhereItIs() throws IOException {
    Path classes = sandbox.resolve("target/my classes");
    for (Map.Entry<String, byte[]> file : resources(bundle, "tiny").entrySet()) {
      Path path = classes.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    try (URLClassLoader loader = loader(classes)) {
      assertThat(find("tiny", loader).folder())
          .isEqualTo(classes.resolve("dms/models/tiny").toRealPath());
    }
  }

  @Test
  void modelInAJarWithinAJarIsFound() throws IOException {
    ClassLoader loader = new InMemory(resources(bundle, "tiny"));
    assertThat(find("tiny", loader).description()).isEqualTo(Bundle.read(bundle).description());
  }

  @Test
  void newestOfSeveralVersionsIsFoundUnlessOneIsNamed() throws IOException {
    try (URLClassLoader loader =
        loader(version("1.9.0"), version("1.10.0"), version("1.10.0-rc.1"))) {
      assertThat(find("tiny", loader).description().version()).isEqualTo("1.10.0");
      for (String version : List.of("1.9.0", "1.10.0", "1.10.0-rc.1")) {
        Bundle found = find("tiny@" + version, loader);
        assertThat(found.description().version()).isEqualTo(version);
      }
    }
  }

  @Test
  void listsOfSeveralJarsAreTakenTogether() throws IOException {
    Path one = jar("1.jar", Map.of(ClassPathModels.INDEX, bytes("is-small\n\nen-small # both\n")));
    Path two = jar("2.jar", Map.of(ClassPathModels.INDEX, bytes("de\r\nis-small")));
    try (URLClassLoader loader = loader(one, two)) {
      assertThat(ClassPathModels.all(List.of(loader)))
          .containsExactly("de", "en-small", "is-small");
    }
    Path bad = jar("3.jar", Map.of(ClassPathModels.INDEX, bytes("../evil\n")));
    try (URLClassLoader loader = loader(bad)) {
      assertThatThrownBy(() -> ClassPathModels.all(List.of(loader)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("3.jar")
          .hasMessageContaining("../evil");
    }
  }

  @Test
  void damageIsNoticed() throws IOException {
    Map<String, byte[]> changed = resources(published("3.0.0"), "tiny");
    changed.computeIfPresent("dms/models/tiny/weights.safetensors", (name, old) -> flip(old));
    ClassLoader loader = new InMemory(changed);
    assertThatThrownBy(() -> find("tiny", loader)).isInstanceOf(BundleFormatException.class);
    changed.remove("dms/models/tiny/weights.safetensors");
    assertThatThrownBy(() -> find("tiny", new InMemory(changed)))
        .isInstanceOf(BundleFormatException.class);
  }

  private static byte[] flip(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[flipped.length / 2] ^= 1;
    return flipped;
  }

  @Test
  void copyIsPutWhereThereIsADiskThatCanBeWritten() throws IOException {
    Map<String, byte[]> files = files();
    Path writable = Files.createDirectories(sandbox.resolve("memory"));
    ModelCopies copies = new ModelCopies(List.of(sandbox.resolve("none"), writable));
    byte[] json = files.remove("bundle.json");
    Bundle found = copies.open("jar:file:m.jar!/", json, folder -> write(files, folder));
    assertThat(found.folder().getParent()).isEqualTo(writable.toRealPath());
    assertThatThrownBy(
            () ->
                new ModelCopies(List.of(sandbox.resolve("none")))
                    .open("jar:file:m.jar!/", json, folder -> write(files, folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("java.io.tmpdir");
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.createDirectories(folder.resolve(file.getKey()).getParent());
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Run in a process of its own. */
  static final class Finder {
    private Finder() {}

    /** Writes where the model was copied to. */
    public static void main(String[] arguments) throws IOException {
      Bundle found = ClassPathModels.find("tiny").orElseThrow();
      Files.writeString(Path.of(arguments[0]), found.folder().toString());
    }
  }

  @Test
  void copyGoesWithTheProcess() throws Exception {
    Path jar = jar("m.jar", resources(bundle, "tiny"));
    Path answer = sandbox.resolve("answer");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + target.getParent(),
                "-cp",
                System.getProperty("java.class.path") + System.getProperty("path.separator") + jar,
                Finder.class.getName(),
                answer.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Path.of(Files.readString(answer))).doesNotExist();
    assertThat(Files.readString(answer)).startsWith(target.getParent().toRealPath().toString());
    assertThat(target.getParent()).isEmptyDirectory();
  }
}
