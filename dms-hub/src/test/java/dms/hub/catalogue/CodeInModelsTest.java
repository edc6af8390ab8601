package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.core.component.EncodersDecoders;
import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.hub.TinyModel;
import dms.hub.archive.ModelArchive;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundledCode;
import dms.hub.bundle.UntrustedCodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with TorchScript is code: got from others, it is refused unless its sum is trusted. */
class CodeInModelsTest {
  private static final byte[] SCRIPT = "no archive".getBytes(StandardCharsets.UTF_8);
  private static final String SUM = Sha256.of(SCRIPT);

  @TempDir private static Path shared;
  private static Path bundle;
  private static Path archive;
  private static Path catalogue;

  @TempDir private Path home;

  @BeforeAll
  static void pack() throws IOException {
    bundle = shared.resolve("bundle");
    Config components =
        ConfigFactory.parseString(
            """
            encoders.bert {
              type = transformer, model = none, format = torchscript, script = a.ts, trust = true
            }
            decoders.xpos { type = tagger, input = bert, column = xpos }
            """);
    Blueprint blueprint =
        Blueprint.of(
            objects(components, "encoders"),
            objects(components, "decoders"),
            ComponentRegistry.load());
    try (EncodersDecoders model = TinyModel.ofXpos().assemble()) {
      Bundle.write(
          bundle,
          TinyModel.description(),
          blueprint,
          Map.of("bert", Map.of("a.ts", FileContent.of(SCRIPT))),
          model,
          List.of("a"),
          "# Tiny");
    }
    archive = shared.resolve("tiny.tar.gz");
    ModelArchive.pack(bundle, archive);
    catalogue = TestArchives.catalogue(archive);
  }

  private static Map<String, ConfigObject> objects(Config config, String path) {
    Map<String, ConfigObject> objects = new HashMap<>();
    config.getObject(path).forEach((name, value) -> objects.put(name, (ConfigObject) value));
    return objects;
  }

  private ModelFinder finder(String... trusted) {
    return new Hub(
            TestArchives.settings(home, catalogue).withTrusted(List.of(trusted)),
            TestArchives.limits(),
            ModelArchive::unpack,
            name -> Optional.empty())
        .finder();
  }

  private static void requireRefused(ModelFinder finder, String model) {
    assertThatThrownBy(() -> finder.find(model))
        .isInstanceOf(UntrustedCodeException.class)
        .hasMessageContainingAll("components/bert/a.ts", "--trust " + SUM, "DMS_TRUST=" + SUM);
  }

  @Test
  void itSaysWhichOfItsFilesAreCode() throws IOException {
    assertThat(BundledCode.of(Bundle.read(bundle), ComponentRegistry.load()))
        .containsExactly(Map.entry("components/bert/a.ts", SUM));
    Path plain = TinyModel.ofXpos().write(home.resolve("plain"));
    assertThat(BundledCode.of(Bundle.read(plain), ComponentRegistry.load())).isEmpty();
  }

  @Test
  void downloadIsRefusedAndNeverGetsItsNameUnlessTheSumIsTrusted() throws IOException {
    requireRefused(finder(), "tiny");
    requireRefused(finder("0".repeat(64)), "tiny");
    assertThat(home.resolve("models/tiny")).isEmptyDirectory();
    assertThat(finder(SUM).find("tiny").folder()).isDirectory();
    // What is installed was trusted then.
    assertThat(finder().find("tiny").folder()).isDirectory();
  }

  @Test
  void archiveIsRefusedToBeLoadedButMayBeLookedAt() throws IOException {
    requireRefused(finder(), archive.toString());
    Path unpacked = finder().findHere(archive.toString()).orElseThrow().folder();
    assertThat(unpacked).isDirectory();
    requireRefused(finder(), unpacked.toString());
    assertThat(finder(SUM).find(archive.toString()).folder()).isEqualTo(unpacked);
  }

  @Test
  void archiveThatIsUnpackedBesideAReadOnlyHomeIsRefusedToo() throws IOException {
    Files.writeString(home.resolve("archives"), "no folder");
    requireRefused(finder(), archive.toString());
  }

  @Test
  void folderOfOnesOwnIsTrusted() throws IOException {
    assertThat(finder().find(bundle.toString()).folder()).isEqualTo(bundle.toRealPath());
  }
}
