package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.vocab.Vocabulary;
import dms.core.weights.WeightsMismatchException;
import dms.hub.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written is what is read, and replaced only by something whole. */
class BundleTest {
  @TempDir private Path folder;

  private static Map<String, List<List<String>>> predictions(EncodersDecoders model) {
    Map<String, List<List<String>>> predictions = new HashMap<>();
    Gradients.without(
        () -> {
          try (Batch batch = new Batch(TinyModel.sentences(20), Mode.INFERENCE, 0)) {
            model.prepare(batch);
            batch.open(model.device());
            model.forward(batch);
            predictions.putAll(model.postprocess(batch));
          }
        });
    return predictions;
  }

  static Map<String, byte[]> contents(Path root) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  @Test
  void loadedModelPredictsAndWritesTheSameBitForBit() throws IOException {
    TinyModel tiny = TinyModel.ofXpos();
    Path first = folder.resolve("deep/er/first");
    Path second = folder.resolve("second");
    try (EncodersDecoders model = tiny.assemble()) {
      tiny.write(first, model);
      try (EncodersDecoders loaded = Bundle.read(first).load(ComputeDevice.cpu())) {
        assertThat(predictions(loaded)).isEqualTo(predictions(model)).hasSize(2);
        tiny.write(second, loaded);
      }
    }
    Map<String, byte[]> written = contents(first);
    assertThat(written.keySet())
        .containsExactly(
            "MODEL_CARD.md",
            "bundle.json",
            "bundle.json.sha256",
            "components/chars/characters.json",
            "components/lemma/characters.json",
            "components/words/forms.json",
            "components/xpos/tags.json",
            "training-forms.txt",
            "weights.safetensors");
    assertThat(contents(second)).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  void descriptionFormsAndComponentsComeBack() throws IOException {
    Bundle bundle = Bundle.read(TinyModel.ofXpos().write(folder.resolve("b")));
    BundleDescription description = bundle.description();
    assertThat(description.name()).isEqualTo("tiny");
    assertThat(description.version()).isEqualTo("1.0.0");
    assertThat(description.language()).isEqualTo("is");
    assertThat(description.licence()).isEqualTo("CC0-1.0");
    assertThat(description.training()).isEqualTo(TinyModel.description().training());
    assertThat(description.encoders()).containsOnlyKeys("chars", "charRnn", "words", "sentence");
    assertThat(bundle.trainingForms()).isEqualTo(TinyModel.formSet());
    assertThat(bundle.knowsForm("😀")).isTrue();
    assertThat(bundle.knowsForm("")).isFalse();
    assertThat(bundle.blueprint(ComponentRegistry.load()).decoders())
        .isEqualTo(TinyModel.ofXpos().blueprint().decoders());
  }

  @Test
  void trainingFormsAreSortedAndOnlyLineFeedPartsThem() throws IOException {
    TinyModel tiny = TinyModel.ofXpos();
    Path target = folder.resolve("b");
    List<String> forms = List.of("b", "a", "b", "\uFB01", "😀", "x\u2028y", "x\u0085y");
    try (EncodersDecoders model = tiny.assemble()) {
      Bundle.write(
          target, TinyModel.description(), tiny.blueprint(), tiny.files(), model, forms, "");
      assertThatThrownBy(
              () ->
                  Bundle.write(
                      target,
                      TinyModel.description(),
                      tiny.blueprint(),
                      tiny.files(),
                      model,
                      List.of("a\nb"),
                      ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line end");
    }
    assertThat(Files.readString(target.resolve("training-forms.txt")))
        .isEqualTo("a\nb\nx\u0085y\nx\u2028y\n\uFB01\n😀\n");
    assertThat(Bundle.read(target).trainingForms()).isEqualTo(Set.copyOf(forms));
  }

  @Test
  void bundleIsReplacedAndNothingElseIsLeft() throws IOException {
    Path target = TinyModel.ofXpos().write(folder.resolve("b"));
    String before = Sha256.of(target.resolve("weights.safetensors"));
    TinyModel.of(Column.XPOS, 8).write(target);
    assertThat(Sha256.of(target.resolve("weights.safetensors"))).isNotEqualTo(before);
    Bundle.read(target);
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
  }

  @Test
  void folderThatIsNoBundleIsNotReplaced() throws IOException {
    Path target = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(target.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> TinyModel.ofXpos().write(target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("no bundle");
    assertThat(target.resolve("thesis.txt")).exists();
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
  }

  @Test
  void bundleIsReadAndRestoredAfterAKillBetweenTheTwoRenames() throws IOException {
    Path target = TinyModel.ofXpos().write(folder.resolve("b"));
    Files.move(target, folder.resolve(".b.previous"));
    assertThat(Bundle.read(target).description().name()).isEqualTo("tiny");
    assertThatThrownBy(
            () ->
                new BundleFolder(target)
                    .replace(
                        temporary -> {
                          throw new IOException("disk full");
                        }))
        .hasMessage("disk full");
    assertThat(target.resolve("bundle.json")).exists();
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
  }

  @Test
  void replacedBundleThatAKillLeftBehindIsDeleted() throws IOException {
    Path target = TinyModel.ofXpos().write(folder.resolve("b"));
    TinyModel.ofXpos().write(folder.resolve("c"));
    Files.move(folder.resolve("c"), folder.resolve(".b.previous"));
    TinyModel.ofXpos().write(target);
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(target));
  }

  @Test
  void componentTypeThatIsNotOnTheClassPathIsNamed() throws IOException {
    Bundle bundle = Bundle.read(TinyModel.ofXpos().write(folder.resolve("b")));
    ComponentRegistry withoutWords =
        new ComponentRegistry(
            ComponentRegistry.load().types().stream()
                .filter(type -> !type.name().equals("word"))
                .toList());
    assertThatThrownBy(() -> bundle.load(ComputeDevice.cpu(), withoutWords))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("bundle.json")
        .hasMessageContaining("class path")
        .hasMessageContaining("encoders.words.type: unknown component type 'word'");
  }

  @Test
  void weightsOfOtherComponentsAreRefused() throws IOException {
    TinyModel tiny = TinyModel.ofXpos();
    Path target = tiny.write(folder.resolve("b"));
    try (EncodersDecoders model = tiny.assemble()) {
      Map<String, Map<String, FileContent>> files = new HashMap<>(tiny.files());
      files.put(
          "xpos", Map.of("tags.json", FileContent.of(Vocabulary.of(List.of("one")).toJson())));
      Bundle.write(target, TinyModel.description(), tiny.blueprint(), files, model, List.of(), "");
    }
    Bundle bundle = Bundle.read(target);
    assertThatThrownBy(() -> bundle.load(ComputeDevice.cpu()))
        .isInstanceOf(WeightsMismatchException.class)
        .hasMessageContaining("xpos.");
  }

  @Test
  void weightsReplacedAfterReadingAreNoticed() throws IOException {
    Path target = TinyModel.ofXpos().write(folder.resolve("b"));
    Bundle bundle = Bundle.read(target);
    TinyModel.of(Column.XPOS, 8).write(target);
    assertThatThrownBy(() -> bundle.load(ComputeDevice.cpu()))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("weights.safetensors: expected SHA-256");
  }

  @Test
  void componentFileChangedAfterReadingIsNoticedBeforeAnythingIsMade() throws IOException {
    Path target = TinyModel.ofXpos().write(folder.resolve("b"));
    Bundle bundle = Bundle.read(target);
    Path tags = target.resolve("components/xpos/tags.json");
    Files.writeString(tags, Files.readString(tags).replace("tag1", "tag9"));
    assertThatThrownBy(() -> bundle.load(ComputeDevice.cpu()))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("tags.json: expected SHA-256");
  }

  @Test
  void componentFileOnDiskIsCopiedAsItIs() throws IOException {
    TinyModel tiny = TinyModel.ofXpos();
    byte[] bytes = new byte[300_000];
    new Random(3).nextBytes(bytes);
    Path large = Files.write(folder.resolve("large"), bytes);
    Map<String, Map<String, FileContent>> files = new HashMap<>(tiny.files());
    files.put("sentence", Map.of("large.bin", FileContent.at(large)));
    Path target = folder.resolve("b");
    try (EncodersDecoders model = tiny.assemble()) {
      Bundle.write(target, TinyModel.description(), tiny.blueprint(), files, model, List.of(), "");
    }
    assertThat(target.resolve("components/sentence/large.bin")).hasBinaryContent(bytes);
    assertThat(Bundle.read(target).description().files().get("components/sentence/large.bin"))
        .isEqualTo(new BundleDescription.Content(Sha256.of(bytes), bytes.length));
  }

  @Test
  void missingFolderAndFileInsteadOfFolderAreTold() throws IOException {
    assertThatThrownBy(() -> Bundle.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Bundle.read(file))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("expected the folder of a bundle");
    assertThatThrownBy(() -> Bundle.read(folder))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("bundle.json");
  }

  @Test
  void componentNamesThatAreNoFileNamesAreRefusedBeforeAnythingIsWritten() {
    FileContent bytes = FileContent.of("x".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Bundle.requireFileNames(Map.of("../../etc", Map.of("passwd", bytes))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("components/../../etc/passwd");
    Bundle.requireFileNames(Map.of("stafróf é2", Map.of("characters.json", bytes)));
  }
}
