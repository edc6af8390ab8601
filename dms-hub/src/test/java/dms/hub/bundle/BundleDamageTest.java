package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.hub.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to the files of a bundle, reading says so. {@link Bundle#read} itself loads no
 * native code, so a refusal there is one before native code is reached.
 */
class BundleDamageTest {
  private static final int CORRUPTIONS = 40;

  @TempDir private static Path shared;
  private static Map<String, byte[]> sound;

  @TempDir private Path folder;

  @BeforeAll
  static void writeBundle() throws IOException {
    sound = BundleTest.contents(TinyModel.ofXpos().write(shared.resolve("b")));
  }

  private Path restore(String name) throws IOException {
    Path bundle = folder.resolve(name);
    for (Map.Entry<String, byte[]> file : sound.entrySet()) {
      Path target = bundle.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    return bundle;
  }

  @Test
  void everyRandomCorruptionIsRefusedWithTheFilesName() throws IOException {
    Random random = new Random(20260101);
    List<String> names = new ArrayList<>(sound.keySet());
    for (int i = 0; i < CORRUPTIONS; i++) {
      Path bundle = restore("b" + i);
      String name = names.get(i / 4 % names.size());
      String damage = corrupt(bundle, name, names, i % 4, random);
      assertThatThrownBy(() -> Bundle.read(bundle))
          .as(damage)
          .isInstanceOf(BundleFormatException.class)
          .hasMessageContaining(bundle.getFileName().toString())
          .hasMessageContaining("expected")
          .hasMessageMatching("(?s).*(found|was changed|no bundle).*");
    }
  }

  private static String corrupt(
      Path bundle, String name, List<String> names, int kind, Random random) throws IOException {
    Path file = bundle.resolve(name);
    byte[] bytes = sound.get(name).clone();
    switch (kind) {
      case 0 -> {
        int bit = random.nextInt(8 * bytes.length);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, bytes);
        return name + ": bit " + bit + " turned";
      }
      case 1 -> {
        int length = random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));
        return name + ": cut to " + length;
      }
      case 2 -> {
        Files.delete(file);
        return name + ": deleted";
      }
      default -> {
        String other =
            names.get((names.indexOf(name) + 1 + random.nextInt(names.size() - 1)) % names.size());
        Files.write(file, sound.get(other));
        Files.write(bundle.resolve(other), bytes);
        return name + " and " + other + " swapped";
      }
    }
  }

  @Test
  void changedFileIsNamedWithBothSumsAndWhatToDo() throws IOException {
    Path bundle = restore("b");
    byte[] card = sound.get("MODEL_CARD.md").clone();
    card[0]++;
    Files.write(bundle.resolve("MODEL_CARD.md"), card);
    assertThatThrownBy(() -> Bundle.read(bundle))
        .hasMessageMatching(
            "(?s).*MODEL_CARD\\.md: expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}; .*get it anew");
  }

  @Test
  void fileThatIsNotListedIsLeftAlone() throws IOException {
    Path bundle = restore("b");
    Files.writeString(bundle.resolve("components/notes.txt"), "mine");
    assertThat(Bundle.read(bundle).description().name()).isEqualTo("tiny");
    assertThat(bundle.resolve("components/notes.txt")).exists();
  }

  @Test
  void linksAreRefusedEvenToTheSameBytes() throws IOException {
    Path bundle = restore("b");
    Path outside = Files.write(folder.resolve("outside"), sound.get("training-forms.txt"));
    Files.delete(bundle.resolve("training-forms.txt"));
    Files.createSymbolicLink(bundle.resolve("training-forms.txt"), outside);
    assertThatThrownBy(() -> Bundle.read(bundle))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("training-forms.txt")
        .hasMessageContaining("link");

    Path other = restore("c");
    Files.move(other.resolve("components"), folder.resolve("moved"));
    Files.createSymbolicLink(other.resolve("components"), folder.resolve("moved"));
    assertThatThrownBy(() -> Bundle.read(other))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("link");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "..",
        "/etc/passwd",
        "a/../../b",
        "a//b",
        "a/",
        "",
        "./a",
        "C:/a",
        "C:a",
        "a\\\\..\\\\b",
        "\\\\\\\\host\\\\share",
        "nul",
        "a/CON.txt",
        "a\\u0000b",
        "a.",
        ".a",
        "a "
      })
  void namesThatCouldLeaveTheFolderAreRefused(String name) throws IOException {
    Path bundle = restore("b");
    rewriteDescription(bundle, text -> text.replace("training-forms.txt", name));
    assertThatThrownBy(() -> Bundle.read(bundle))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("bundle.json: files: expected a relative name");
  }

  /** Changes the description together with its sum, as an attacker would. */
  static void rewriteDescription(Path bundle, UnaryOperator<String> change) throws IOException {
    Path file = bundle.resolve("bundle.json");
    String changed = change.apply(Files.readString(file));
    Files.writeString(file, changed);
    Files.writeString(
        bundle.resolve("bundle.json.sha256"), BundleReader.sumLine(Files.readAllBytes(file)));
  }

  @Test
  void descriptionThatListsNoWeightsIsRefused() throws IOException {
    Path bundle = restore("b");
    rewriteDescription(bundle, text -> text.replace("weights.safetensors", "w.safetensors"));
    assertThatThrownBy(() -> Bundle.read(bundle))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("files: expected weights.safetensors among them");
  }
}
