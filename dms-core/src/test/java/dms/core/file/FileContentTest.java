package dms.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  void fileIsLookedForWhenItIsRead() {
    FileContent content = FileContent.at(folder.resolve("none"));
    assertThatThrownBy(content::size).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(content::bytes).isInstanceOf(NoSuchFileException.class);
  }
}
