package dms.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes at hand and a file on disk are the same to who reads them. */
class FileContentTest {
  @TempDir private Path folder;

  @Test
  void bothGiveTheSameBytesSizeAndSum() throws IOException {
    byte[] bytes = "bókin".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("f"), bytes);
    for (FileContent content : new FileContent[] {FileContent.of(bytes), FileContent.at(file)}) {
      assertThat(content.bytes()).isEqualTo(bytes);
      assertThat(content.open()).hasBinaryContent(bytes);
      assertThat(content.size()).isEqualTo(6);
      assertThat(Sha256.of(content)).isEqualTo(Sha256.of(bytes));
    }
    assertThat(FileContent.of(bytes).path()).isEmpty();
    assertThat(FileContent.at(file).path()).contains(file);
  }

  @Test
  void verifiedFileIsRefusedOnceItHoldsSomethingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "one");
    FileContent content = FileContent.at(file, Sha256.of(file));
    content.verify();
    assertThat(content.bytes()).asString().isEqualTo("one");
    Files.writeString(file, "two");
    for (ThrowingCallable read : List.<ThrowingCallable>of(content::bytes, content::verify)) {
      assertThatThrownBy(read)
          .isInstanceOf(ChangedFileException.class)
          .hasMessageStartingWith(file + ": expected SHA-256 ")
          .hasMessageContaining("changed meanwhile");
    }
  }

  @Test
  void fileIsLookedForWhenItIsRead() {
    FileContent content = FileContent.at(folder.resolve("none"));
    assertThatThrownBy(content::size).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(content::bytes).isInstanceOf(NoSuchFileException.class);
  }
}
