package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives that are sound but for one entry: 22 evils, each as {@code .tar.gz} and {@code .zip}.
 * Where a format has no such thing, it has what comes nearest: a zip cannot hold a hard link, so
 * there the link stands in an extra field; a tar has one header an entry, so there it breaks its
 * own checksum.
 */
class EvilArchivesTest extends ArchiveCase {
  private static final byte[] EVIL = "evil\n".getBytes(StandardCharsets.UTF_8);

  /** Kinds that no system may take: parents, absolute, drives, network shares, nested. */
  private static final List<String> UNSAFE =
      List.of(
          "..",
          "../evil",
          "..\\evil",
          TOP + "../../evil",
          TOP + "..\\..\\evil",
          TOP + "a/b/../../../../evil",
          "/tmp/evil",
          "\\tmp\\evil",
          "C:\\evil",
          "C:/evil",
          "C:evil",
          "\\\\server\\share\\evil",
          "//server/share/evil");

  interface Tar {
    RawTar add(RawTar tar);
  }

  interface Zip {
    RawZip add(RawZip zip);
  }

  private static Arguments evil(String name, Tar tar, Zip zip, String message) {
    return Arguments.of(name, tar, zip, message);
  }

  static Stream<Arguments> evils() {
    Stream<Arguments> unsafe =
        UNSAFE.stream()
            .map(
                name ->
                    evil(
                        name,
                        tar -> tar.file(name, EVIL),
                        zip -> zip.file(name, EVIL),
                        "expected a relative name"));
    String longName = TOP + "l".repeat(300);
    String nul = TOP + "evil\0.txt";
    Stream<Arguments> others =
        Stream.of(
            evil(
                "symbolic link",
                tar -> tar.special(TOP + "link", '2', "/etc"),
                zip -> zip.mode(TOP + "link", 0120777, "/etc"),
                "found a link, device"),
            evil(
                "hard link",
                tar -> tar.special(TOP + "link", '1', "/etc/passwd"),
                zip -> zip.asiLink(TOP + "link", "/etc/passwd"),
                "found a link, device"),
            evil(
                "sibling that begins with the folder's name",
                tar -> tar.file("tiny-1.0.0-evil/file", EVIL),
                zip -> zip.file("tiny-1.0.0-evil/file", EVIL),
                "expected all files in one folder"),
            evil(
                "NUL in the name",
                tar -> tar.paxFile(nul, EVIL),
                zip -> zip.file(nul, EVIL),
                "expected a"),
            evil(
                "device",
                tar -> tar.special(TOP + "null", '3', ""),
                zip -> zip.mode(TOP + "null", 0020666, ""),
                "found a link, device"),
            evil(
                "the same entry twice",
                tar -> tar.file(TOP + "twice", EVIL).file(TOP + "twice", EVIL),
                zip -> zip.file(TOP + "twice", EVIL).file(TOP + "twice", EVIL),
                "found it twice"),
            evil(
                "names that differ in case",
                tar -> tar.file(TOP + "Bundle.json", EVIL),
                zip -> zip.file(TOP + "Bundle.json", EVIL),
                "differ in more than case"),
            evil(
                "name of 300 characters",
                tar -> tar.paxFile(longName, EVIL),
                zip -> zip.file(longName, EVIL),
                "at most 240 characters"),
            evil(
                "headers that differ",
                tar -> tar.fileWithWrongChecksum(TOP + "file", EVIL),
                zip -> zip.twoNames(TOP + "file", TOP + "other", EVIL),
                "header"));
    return Stream.concat(unsafe, others);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("evils")
  void isRefusedAsTarAndLeavesNothing(String name, Tar tar, Zip zip, String message)
      throws IOException {
    requireRefused(tar.add(soundTar()).gzip(sandbox.resolve("evil.tar.gz")), message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("evils")
  void isRefusedAsZipAndLeavesNothing(String name, Tar tar, Zip zip, String message)
      throws IOException {
    requireRefused(zip.add(soundZip()).write(sandbox.resolve("evil.zip")), message);
  }

  static Stream<Arguments> otherEvils() {
    return Stream.of(
        evil(
            "fifo",
            tar -> tar.special(TOP + "pipe", '6', ""),
            zip -> zip.mode(TOP + "pipe", 0010666, ""),
            "found a link, device"),
        evil(
            "block device",
            tar -> tar.special(TOP + "disk", '4', ""),
            zip -> zip.mode(TOP + "disk", 0060666, ""),
            "found a link, device"),
        evil(
            "file where a folder is",
            tar -> tar.file(TOP + "components", EVIL),
            zip -> zip.file(TOP + "components", EVIL),
            "differ in more than case"),
        evil(
            "names that differ in how letters are composed",
            tar -> tar.file(TOP + "\u00e1", EVIL).file(TOP + "a\u0301", EVIL),
            zip -> zip.file(TOP + "\u00e1", EVIL).file(TOP + "a\u0301", EVIL),
            "differ in more than case"),
        evil(
            "name of a Windows device",
            tar -> tar.file(TOP + "NUL.txt", EVIL),
            zip -> zip.file(TOP + "NUL.txt", EVIL),
            "expected a relative name"),
        evil(
            "file beside the folder",
            tar -> tar.file("evil", EVIL),
            zip -> zip.file("evil", EVIL),
            "expected all files in one folder"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherEvils")
  void moreAreRefusedInBothFormats(String name, Tar tar, Zip zip, String message)
      throws IOException {
    Path tarGz = tar.add(soundTar()).gzip(sandbox.resolve("evil.tar.gz"));
    assertThatThrownBy(() -> ModelArchive.unpack(tarGz, target))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(message);
    Path zipped = zip.add(soundZip()).write(sandbox.resolve("evil.zip"));
    assertThatThrownBy(() -> ModelArchive.unpack(zipped, target))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(message);
    requireNothingElse(tarGz, zipped);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hidden")
  void zipThatHidesAnEntryFromSomeReadersIsRefused(String name, Zip zip) throws IOException {
    requireRefused(zip.add(new RawZip()).write(sandbox.resolve("evil.zip")), "hidden or overlap");
  }

  static Stream<Arguments> hidden() {
    return Stream.of(
        Arguments.of("first", (Zip) zip -> zip.hidden(TOP + "a", EVIL).file(TOP + "b", EVIL)),
        Arguments.of("last", (Zip) zip -> zip.file(TOP + "b", EVIL).hidden(TOP + "a", EVIL)),
        Arguments.of(
            "two entries of the same bytes",
            (Zip)
                zip ->
                    zip.file(TOP + "a", EVIL)
                        .directory(TOP + "a", 0100644, 0, 0, 0, 0, new byte[0])));
  }

  private void requireRefused(Path archive, String message) throws IOException {
    assertThatThrownBy(() -> ModelArchive.unpack(archive, target))
        .isInstanceOf(ArchiveException.class)
        .hasMessageStartingWith(archive + ": ")
        .hasMessageContaining(message);
    requireNothingElse(archive);
  }
}
