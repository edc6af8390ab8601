package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dms.core.file.FaultyFileException;
import dms.core.file.Sha256;
import dms.hub.TinyModel;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.ModelName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models are found by path, on the class path, in the home and in catalogues, in that order. */
@Timeout(60)
class ModelFinderTest {
  @TempDir private static Path shared;
  private static Path archive;
  private static Path catalogue;

  @TempDir private Path folder;

  @BeforeAll
  static void packModel() throws IOException {
    archive = TestArchives.write(shared.resolve("tiny.zip"), 1_000);
    catalogue = TestArchives.catalogue(archive);
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static Hub hub(HubSettings settings) {
    return new Hub(settings, TestArchives.limits(), TestArchives::unpack, name -> Optional.empty());
  }

  private Hub hub(Object... catalogues) {
    return hub(TestArchives.settings(home(), catalogues));
  }

  private HubSettings offline(Object catalogueAddress) {
    return new HubSettings(
        Map.of(HubSettings.HOME, home().toString(), HubSettings.OFFLINE, "1"),
        Map.of(),
        List.of(catalogueAddress.toString()));
  }

  private static FaultServer server(Path served, String sum) throws IOException {
    byte[] bytes = Files.readAllBytes(served);
    byte[] json =
        TestArchives.json("1.0.0", bytes.length, sum, "tiny.zip").getBytes(StandardCharsets.UTF_8);
    return new FaultServer(
        (request, out) ->
            FaultServer.serve(
                request, out, request.path().endsWith(".json") ? json : bytes, "\"1\""));
  }

  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void modelOfACatalogueIsDownloadedOnce() throws IOException {
    try (FaultServer server = server(archive, Sha256.of(archive))) {
      Hub hub = hub(server.address("/catalogue.json"));
      Bundle bundle = hub.finder().find("tiny");
      assertThat(bundle.folder()).isEqualTo(home().resolve("models/tiny/1.0.0").toRealPath());
      assertThat(bundle.card()).startsWith("# Tiny");
      int connections = server.connections();
      assertThat(hub.finder().find("tiny@1.0.0").description().version()).isEqualTo("1.0.0");
      assertThat(server.connections()).isEqualTo(connections).isEqualTo(2);
      assertThat(tree(home().resolve("downloads"))).containsExactly("tiny@1.0.0.lock");
    }
  }

  @Test
  void offlineInstalledModelIsFoundWithoutASocket() throws IOException {
    hub(catalogue).finder().find("tiny");
    try (FaultServer server = server(archive, Sha256.of(archive))) {
      Hub hub = hub(offline(server.address("/catalogue.json")));
      assertThat(hub.finder().find("tiny").description().name()).isEqualTo("tiny");
      assertThat(hub.gate().requests()).isZero();
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void offlineAbsentModelIsToldWithinASecondWithItsNameAndThePlace() throws IOException {
    try (FaultServer server = server(archive, Sha256.of(archive))) {
      Hub hub = hub(offline(server.address("/catalogue.json")));
      long start = System.nanoTime();
      assertThatThrownBy(() -> hub.finder().find("tiny"))
          .isInstanceOf(OfflineException.class)
          .hasMessageContainingAll("tiny", home().resolve("models").toString(), "DMS_OFFLINE=1");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(hub.gate().requests()).isZero();
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void offlineFileOfALocalCatalogueIsInstalled() throws IOException {
    assertThat(hub(offline(catalogue)).finder().find("tiny").description().name())
        .isEqualTo("tiny");
  }

  @Test
  void archiveOfAnotherSumNeverGetsItsFinalName() throws IOException {
    byte[] flipped = Files.readAllBytes(archive);
    flipped[flipped.length / 2] ^= 1;
    Path wrong = Files.write(folder.resolve("wrong.zip"), flipped);
    try (FaultServer server = server(wrong, Sha256.of(archive))) {
      assertThatThrownBy(() -> hub(server.address("/catalogue.json")).finder().find("tiny"))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("expected the SHA-256");
    }
    assertThat(tree(home())).containsExactly("downloads/tiny@1.0.0.lock");
    assertThat(home().resolve("models/tiny")).isEmptyDirectory();
  }

  @Test
  void archiveThatHoldsAnotherVersionNeverGetsItsFinalName() throws IOException {
    String json =
        TestArchives.json("2.0.0", Files.size(archive), Sha256.of(archive), archive.toUri() + "");
    Path other = Files.writeString(folder.resolve("c.json"), json, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> hub(other).finder().find("tiny@2.0.0"))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("found tiny@1.0.0");
    assertThat(home().resolve("models/tiny")).isEmptyDirectory();
  }

  @Test
  void firstCatalogueThatHasTheModelIsTaken() throws IOException {
    Path empty = folder.resolve("empty.json");
    Files.writeString(empty, "{\"formatVersion\": 1, \"models\": []}", StandardCharsets.UTF_8);
    Path later = folder.resolve("later.json");
    Files.writeString(later, "not read", StandardCharsets.UTF_8);
    assertThat(hub(empty, catalogue, later).finder().find("tiny").description().name())
        .isEqualTo("tiny");
  }

  @Test
  void catalogueThatCannotBeReadIsNotPassedOver() {
    assertThatThrownBy(() -> hub(folder.resolve("none.json"), catalogue).finder().find("tiny"))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("none.json: there is no such file");
  }

  @Test
  void folderAndArchiveAreFoundByTheirPath() throws IOException {
    Bundle unpacked = hub().finder().find(archive.toString());
    assertThat(unpacked.folder().getFileName().toString()).isEqualTo(Sha256.of(archive));
    assertThat(hub().finder().find(unpacked.folder().toString()).description().name())
        .isEqualTo("tiny");
    Files.delete(unpacked.folder().resolve("MODEL_CARD.md"));
    assertThat(hub().finder().find(archive.toString()).card()).startsWith("# Tiny");
  }

  @Test
  void classPathComesBeforeTheHome() throws IOException {
    Bundle jar = hub().finder().find(archive.toString());
    Hub hub =
        new Hub(
            TestArchives.settings(home(), catalogue),
            TestArchives.limits(),
            TestArchives::unpack,
            name -> name.equals("tiny@2.0.0") ? Optional.empty() : Optional.of(jar));
    assertThat(hub.finder().find("tiny")).isSameAs(jar);
    assertThat(hub.finder().find("tiny@1.0.0")).isSameAs(jar);
    assertThat(tree(home().resolve("archives"))).isNotEmpty();
    assertThat(home().resolve("models")).doesNotExist();
  }

  @Test
  void versionOnTheClassPathIsAskedForByItsNumber() throws IOException {
    Path bundle = TinyModel.ofXpos().write(folder.resolve("jar"));
    ClassPathSource jars =
        name -> name.equals("tiny@1.0.0") ? Optional.of(Bundle.read(bundle)) : Optional.empty();
    Hub hub =
        new Hub(TestArchives.settings(home()), TestArchives.limits(), TestArchives::unpack, jars);
    assertThat(hub.finder().find("tiny@1.0.0").folder()).isEqualTo(bundle.toRealPath());
  }

  @Test
  void downloadGoesOnThoughTheLastOtherVersionIsRemovedMeanwhile() throws IOException {
    Hub hub = hub(catalogue);
    DownloadProgress remover =
        new DownloadProgress() {
          @Override
          public void bytes(ModelName model, long done, long all) {
            home().resolve("models/tiny").toFile().delete();
          }

          @Override
          public void note(ModelName model, String message) {}
        };
    assertThat(hub.finder().find("tiny", remover).description().name()).isEqualTo("tiny");
  }

  @Test
  void unknownNameIsToldWithThoseThatAreKnown() throws IOException {
    assertThatThrownBy(() -> hub(catalogue).finder().find("tinny"))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContaining("known are: tiny@1.0.0; did you mean tiny?");
    assertThatThrownBy(() -> hub().finder().find("tiny"))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContainingAll("known are: none", "no catalogue is set", "DMS_CATALOGUES");
    assertThatThrownBy(() -> hub().finder().find("./no/where"))
        .isInstanceOf(UnknownModelException.class)
        .hasMessageContaining("there is no such folder or archive");
  }

  @Test
  void damagedInstalledModelIsToldNotReplaced() throws IOException {
    Hub hub = hub(catalogue);
    Path card = hub.finder().find("tiny").folder().resolve("MODEL_CARD.md");
    Files.writeString(card, "x", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> hub.finder().find("tiny")).isInstanceOf(FaultyFileException.class);
  }

  @Test
  void homeThatCannotBeMadeIsToldWithTheVariableToSet() throws IOException {
    // A file where the home should be stops even an administrator, whom a read-only folder does
    // not.
    Files.writeString(home(), "", StandardCharsets.UTF_8);
    assertThat(hub(catalogue).home().installed()).isEmpty();
    assertThatThrownBy(() -> hub(catalogue).finder().find("tiny"))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(home().toString(), "cannot be written", "set DMS_HOME");
    // An archive needs no home.
    assertThat(hub().finder().find(archive.toString()).description().name()).isEqualTo("tiny");
  }

  @Test
  void leftoversOfDeadProcessesAreTakenOverOrDeletedAndThoseOfOthersKept() throws IOException {
    Path downloads = Files.createDirectories(home().resolve("downloads"));
    Path models = Files.createDirectories(home().resolve("models/tiny"));
    String prefix = "tiny@1.0.0." + Sha256.of(archive).substring(0, 16);
    Owner mine = Owner.current();
    Owner dead = new Owner(mine.machine(), 4_194_304_000L, "00000001");
    Owner elsewhere = new Owner("ffffffff", 1, "00000002");
    byte[] bytes = Files.readAllBytes(archive);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    Files.write(downloads.resolve(prefix + dead.inName() + "zip"), half);
    Files.write(downloads.resolve(prefix + elsewhere.inName() + "zip"), half);
    Files.createDirectory(models.resolve(".1.0.0" + dead.inName() + "tmp"));
    Files.createDirectory(models.resolve(".1.0.0" + mine.inName() + "tmp"));
    try (FaultServer server = server(archive, Sha256.of(archive))) {
      hub(server.address("/catalogue.json")).finder().find("tiny");
      assertThat(server.requests().get(1).offset()).isEqualTo(half.length);
    }
    assertThat(tree(downloads))
        .containsExactly(prefix + elsewhere.inName() + "zip", "tiny@1.0.0.lock");
    assertThat(models.resolve(".1.0.0" + dead.inName() + "tmp")).doesNotExist();
    assertThat(models.resolve(".1.0.0" + mine.inName() + "tmp")).exists();
  }

  @Test
  void fullDiskIsToldWithNeededAndFreeBytes() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()),
        "needs the right to mount a file system of 64 MB");
    try {
      Files.writeString(disk.resolve("old"), "old", StandardCharsets.UTF_8);
      byte[] bytes = TestArchives.bytes(40_000_000, 5);
      Path large = Files.write(folder.resolve("large.zip"), bytes);
      try (FaultServer server = server(large, Sha256.of(bytes))) {
        HubSettings settings =
            TestArchives.settings(disk.resolve("home"), server.address("/catalogue.json"));
        assertThatThrownBy(() -> hub(settings).finder().find("tiny"))
            .isInstanceOf(CacheException.class)
            .hasMessageMatching(".*about 80000000 bytes are needed, 6[0-9]{7} bytes are free.*");
        // The disk fills up while the download is under way.
        Path part = disk.resolve("part");
        Files.write(disk.resolve("other"), TestArchives.bytes(40_000_000, 6));
        DownloadLimits limits = TestArchives.limits();
        assertThatThrownBy(
                () ->
                    new Downloader(new NetworkGate(settings, limits), limits)
                        .download(
                            TestArchives.entry(bytes, server.address("/a.zip")),
                            part,
                            DownloadProgress.NONE))
            .isInstanceOf(CacheException.class)
            .hasMessageMatching("cannot write .*part: .*\\([0-9]+ bytes are free\\).*DMS_HOME.*");
      }
      assertThat(disk.resolve("old")).hasContent("old");
    } finally {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
