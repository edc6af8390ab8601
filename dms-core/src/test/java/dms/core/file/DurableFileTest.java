package dms.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableFileTest {
  @TempDir Path folder;

  @Test
  void writesNewFileAndReplacesOldOne() throws IOException {
    Path target = folder.resolve("modèle.json");
    DurableFile.writeString(target, "ö");
    assertThat(target).hasBinaryContent("ö".getBytes(StandardCharsets.UTF_8));
    DurableFile.writeBytes(target, new byte[] {1, 2});
    assertThat(target).hasBinaryContent(new byte[] {1, 2});
    assertThat(names(folder)).containsExactly("modèle.json");
  }

  @Test
  void failingContentLeavesTargetAsBeforeAndNoTemporaryFile() throws IOException {
    Path target = folder.resolve("weights");
    DurableFile.writeString(target, "old");
    assertThatThrownBy(
            () ->
                DurableFile.write(
                    target,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("source gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(target.toString())
        .hasMessageContaining("source gone")
        .hasMessageContaining("bytes free");
    assertThat(target).hasContent("old");
    assertThat(names(folder)).containsExactly("weights");
  }

  @Test
  void runtimeExceptionOfContentPassesThroughAndCleansUp() {
    Path target = folder.resolve("weights");
    assertThatThrownBy(
            () ->
                DurableFile.write(
                    target,
                    channel -> {
                      throw new IllegalArgumentException("bad tensor");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad tensor");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void unpairedSurrogateIsRefusedInsteadOfBecomingAQuestionMark() {
    Path target = folder.resolve("text");
    assertThatThrownBy(() -> DurableFile.writeString(target, "a\uD800b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(target.toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void missingFolderIsNamed() {
    Path target = folder.resolve("absent").resolve("file");
    assertThatThrownBy(() -> DurableFile.writeString(target, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(target.toString());
  }

  @Test
  void folderInPlaceOfTargetIsRefused() throws IOException {
    Path target = Files.createDirectory(folder.resolve("taken"));
    assertThatThrownBy(() -> DurableFile.writeString(target, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(target.toString());
    assertThat(names(folder)).containsExactly("taken");
  }

  @Test
  void leftoversAreRemovedAndNothingElse() throws IOException {
    Files.writeString(folder.resolve(".weights.0123abcd.tmp"), "half");
    Path tree = folder.resolve(".model.0123abcd.tmp");
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/b/c"), "x");
    List<String> kept =
        List.of(".weights.0123abc.tmp", ".weights.0123ABCD.tmp", "a.0123abcd.tmp", "weights");
    for (String name : kept) {
      Files.writeString(folder.resolve(name), "mine");
    }
    assertThat(DurableFile.removeLeftovers(folder)).isEqualTo(2);
    assertThat(names(folder)).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void folderIsPublishedWhole() throws IOException {
    Path target = folder.resolve("model");
    DurableFile.writeFolder(target, DurableFileTest::writeVocabulary);
    assertThat(target.resolve("components/vocab.json")).hasContent("{}");
    assertThat(names(folder)).containsExactly("model");
  }

  private static void writeVocabulary(Path temporary) throws IOException {
    Files.createDirectory(temporary.resolve("components"));
    Files.writeString(temporary.resolve("components/vocab.json"), "{}");
  }

  @Test
  void existingFolderIsNotReplaced() throws IOException {
    Path target = Files.createDirectory(folder.resolve("model"));
    assertThatThrownBy(() -> DurableFile.writeFolder(target, DurableFileTest::writeVocabulary))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(target.toString());
    assertThat(target).isEmptyDirectory();
    assertThat(names(folder)).containsExactly("model");
  }

  @Test
  void linkInsidePublishedFolderIsRefused() {
    Path target = folder.resolve("model");
    assertThatThrownBy(
            () ->
                DurableFile.writeFolder(
                    target,
                    temporary -> Files.createSymbolicLink(temporary.resolve("link"), folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("link");
    assertThat(target).doesNotExist();
  }

  @Test
  void folderWhoseContentFailsLeavesNothing() throws IOException {
    List<Exception> failures =
        List.of(new IOException("disk full"), new IllegalStateException("shape"));
    for (Exception failure : failures) {
      assertThatThrownBy(
              () ->
                  DurableFile.writeFolder(
                      folder.resolve("model"),
                      temporary -> {
                        writeVocabulary(temporary);
                        if (failure instanceof IOException io) {
                          throw io;
                        }
                        throw (RuntimeException) failure;
                      }))
          .isSameAs(failure);
      assertThat(names(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyOperationMayFailOnce(boolean deleteFailsToo) throws IOException {
    Path target = folder.resolve("checkpoint");
    int failed = 0;
    for (int failing = 1; failing == failed + 1; failing++) {
      DurableFile.writeString(target, "old");
      FailingOperations operations = new FailingOperations(failing, deleteFailsToo);
      try {
        new DurableFile(operations).replace(target, channel -> writeText(channel, "new"));
        assertThat(target).hasContent("new");
      } catch (IOException e) {
        failed = failing;
        assertThat(e).hasMessageContaining(target.toString()).hasMessageContaining("No space left");
        boolean renamed = operations.operation().equals("forceFolder");
        assertThat(target).hasContent(renamed ? "new" : "old");
        assertThat(e.getSuppressed()).hasSize(deleteFailsToo && tried(operations) ? 1 : 0);
      }
      DurableFile.removeLeftovers(folder);
      assertThat(names(folder)).containsExactly("checkpoint");
    }
    assertThat(failed).as("create, force, rename, forceFolder").isEqualTo(4);
  }

  @Test
  void everyOperationOfPublishingMayFailOnce() throws IOException {
    int failed = 0;
    for (int failing = 1; failing == failed + 1; failing++) {
      Path target = folder.resolve("model" + failing);
      FailingOperations operations = new FailingOperations(failing, false);
      boolean renamed = true;
      try {
        new DurableFile(operations).createFolder(target, DurableFileTest::writeTwoFiles);
      } catch (IOException e) {
        failed = failing;
        assertThat(e).hasMessageContaining(target.toString());
        renamed = failing == 5;
      }
      assertThat(Files.exists(target)).isEqualTo(renamed);
      if (renamed) {
        assertThat(names(target)).containsExactlyInAnyOrder("a", "b");
        DurableFile.deleteFolder(target);
      }
      assertThat(names(folder)).isEmpty();
    }
    assertThat(failed).as("2 files, folder, rename, parent").isEqualTo(5);
  }

  @Test
  void sumsOfFileAndBytesAgreeWithThePublishedExample() throws IOException {
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    Path file = folder.resolve("abc");
    DurableFile.writeString(file, "abc");
    assertThat(Sha256.of(file)).isEqualTo(abc);
    assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(abc);
    byte[] large = new byte[300_001];
    DurableFile.writeBytes(file, large);
    assertThat(Sha256.of(file)).isEqualTo(Sha256.of(large));
  }

  private static boolean tried(FailingOperations operations) {
    return operations.operation().equals("force") || operations.operation().equals("rename");
  }

  private static void writeTwoFiles(Path temporary) throws IOException {
    Files.writeString(temporary.resolve("a"), "a");
    Files.writeString(temporary.resolve("b"), "b");
  }

  private static void writeText(FileChannel channel, String text) throws IOException {
    DurableFile.writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
