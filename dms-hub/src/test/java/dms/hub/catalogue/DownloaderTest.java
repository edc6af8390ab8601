package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.file.Sha256;
import dms.hub.bundle.ModelName;
import dms.hub.catalogue.FaultServer.Handler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do wrong: the right file or a clear error, within the time limit. */
@Timeout(30)
class DownloaderTest {
  private static final byte[] BYTES = TestArchives.bytes(10_000_000, 1);
  private static final String SUM = Sha256.of(BYTES);
  private static final byte[] OTHER = TestArchives.bytes(10_000_000, 2);
  private static final int MB = 1_000_000;
  private static final String TAG = "\"one\"";

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();
  private DownloadLimits limits = TestArchives.limits();

  private final class Notes implements DownloadProgress {
    @Override
    public void bytes(ModelName model, long done, long total) {
      assertThat(done).isLessThanOrEqualTo(total);
    }

    @Override
    public void note(ModelName model, String message) {
      notes.add(message);
    }
  }

  private Path file() {
    return folder.resolve("part");
  }

  private void download(CatalogueEntry model, HubSettings settings) throws IOException {
    new Downloader(new NetworkGate(settings, limits), limits).download(model, file(), new Notes());
  }

  private void download(CatalogueEntry model) throws IOException {
    download(model, TestArchives.settings(folder));
  }

  /** Downloads from a server and checks that the right file came. */
  private void downloads(Handler handler, int requests) throws IOException {
    try (FaultServer server = new FaultServer(handler)) {
      download(TestArchives.entry(BYTES, server.address("/a.zip")));
      assertThat(Sha256.of(file())).isEqualTo(SUM);
      assertThat(server.requests()).hasSize(requests);
      assertThat(server.requests())
          .allSatisfy(
              request ->
                  assertThat(request.headers()).containsEntry("accept-encoding", "identity"));
    }
  }

  private void refuses(Handler handler, String... messages) throws IOException {
    try (FaultServer server = new FaultServer(handler)) {
      assertThatThrownBy(() -> download(TestArchives.entry(BYTES, server.address("/a.zip"))))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("tiny@1.0.0 cannot be downloaded: http://127.0.0.1:")
          .hasMessageContainingAll(messages);
    }
  }

  @Test
  void soundServerIsAskedOnce() throws IOException {
    downloads((request, out) -> FaultServer.serve(request, out, BYTES, TAG), 1);
  }

  @Test
  void connectionThatIsCutEveryMegabyteIsResumedEachTime() throws IOException {
    downloads(
        (request, out) -> {
          int offset = FaultServer.begin(request, out, BYTES.length, TAG);
          out.write(BYTES, offset, Math.min(MB, BYTES.length - offset));
        },
        10);
    assertThat(notes).hasSize(9).allMatch(note -> note.contains("tries again in"));
  }

  @Test
  void answerWithoutRangeBeginsAnew() throws IOException {
    downloads(
        (request, out) -> {
          FaultServer.head(out, 200, "Content-Length: " + BYTES.length);
          out.write(BYTES, 0, request.number() == 0 ? MB : BYTES.length);
        },
        2);
  }

  @Test
  void serverThatAlwaysBeginsAnewAndCutsIsGivenUp() throws IOException {
    refuses(
        (request, out) -> {
          FaultServer.head(out, 200, "Content-Length: " + BYTES.length);
          out.write(BYTES, 0, MB);
        },
        "gave up after 4 attempts that brought nothing new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 5-9999999/10000000",
        "bytes 0-9999999/10000000",
        "bytes 1000000-9999999/7",
        "x",
        ""
      })
  void wrongContentRangeBeginsAnew(String range) throws IOException {
    downloads(
        (request, out) -> {
          if (request.number() == 1) {
            assertThat(request.headers()).containsEntry("if-range", TAG);
            FaultServer.head(out, 206, "Content-Range: " + range, "ETag: " + TAG);
            out.write(OTHER, MB, BYTES.length - MB);
            return;
          }
          int offset = FaultServer.begin(request, out, BYTES.length, TAG);
          out.write(BYTES, offset, request.number() == 0 ? MB : BYTES.length - offset);
        },
        3);
  }

  @Test
  void fileThatChangesOnAServerThatKnowsIfRangeBeginsAnew() throws IOException {
    downloads(
        (request, out) -> {
          if (request.number() == 0) {
            FaultServer.begin(request, out, OTHER.length, TAG);
            out.write(OTHER, 0, MB);
          } else {
            FaultServer.serve(request, out, BYTES, "\"two\"");
          }
        },
        2);
  }

  @Test
  void fileThatChangesOnAServerThatIgnoresIfRangeBeginsAnew() throws IOException {
    downloads(
        (request, out) -> {
          if (request.number() == 0) {
            FaultServer.begin(request, out, OTHER.length, TAG);
            out.write(OTHER, 0, MB);
          } else {
            Map<String, String> bare =
                Map.of("range", request.headers().getOrDefault("range", "bytes=0-"));
            FaultServer.serve(
                new FaultServer.Request(request.number(), request.path(), bare),
                out,
                BYTES,
                "\"two\"");
          }
        },
        3);
  }

  @Test
  void unsatisfiableRangeBeginsAnew() throws IOException {
    downloads(
        (request, out) -> {
          if (request.number() == 1) {
            FaultServer.head(out, 416, "Content-Length: 0");
            return;
          }
          FaultServer.begin(request, out, BYTES.length, TAG);
          out.write(BYTES, 0, request.number() == 0 ? MB : BYTES.length);
        },
        3);
  }

  @Test
  void gzipThatNobodyAskedForIsRefused() throws IOException {
    refuses(
        (request, out) -> {
          FaultServer.head(out, 200, "Content-Encoding: gzip");
          try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(BYTES);
          }
        },
        "expected the file as it is, found it encoded as gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {MB, 9_999_999, 10_000_001, 20_000_000})
  void otherLengthIsRefusedBeforeTheBody(int length) throws IOException {
    refuses(
        (request, out) -> {
          FaultServer.head(out, 200, "Content-Length: " + length);
          out.write(BYTES, 0, MB);
        },
        "expected 10000000 bytes as the catalogue says, found " + length);
  }

  @Test
  void longerBodyOfNoKnownLengthIsRefused() throws IOException {
    refuses(
        (request, out) -> {
          FaultServer.head(out, 200);
          out.write(BYTES);
          out.write(OTHER);
        },
        "expected 10000000 bytes as the catalogue says, found");
  }

  @Test
  void shorterBodyOfNoKnownLengthIsGivenUp() throws IOException {
    refuses(
        (request, out) -> {
          FaultServer.head(out, 200);
          out.write(BYTES, 0, MB);
        },
        "the connection ended after 1000000 of 10000000 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void busyServerIsAskedAgainWhenItSays(int status) throws IOException {
    String date =
        ZonedDateTime.now(ZoneOffset.UTC)
            .plusSeconds(1)
            .format(DateTimeFormatter.RFC_1123_DATE_TIME);
    long start = System.nanoTime();
    downloads(
        (request, out) -> {
          switch (request.number()) {
            case 0 -> FaultServer.head(out, status, "Retry-After: 1", "Content-Length: 0");
            case 1 -> FaultServer.head(out, status, "Retry-After: " + date, "Content-Length: 0");
            case 2 -> FaultServer.head(out, status, "Retry-After: soon", "Content-Length: 0");
            default -> FaultServer.serve(request, out, BYTES, TAG);
          }
        },
        4);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void serverThatAsksForTooLongAWaitIsNotWaitedFor() throws IOException {
    refuses(
        (request, out) -> FaultServer.head(out, 429, "Retry-After: 3600", "Content-Length: 0"),
        "the server answered 429 and asks to come back in 3600 s");
  }

  @Test
  void serverErrorIsTriedAgain() throws IOException {
    downloads(
        (request, out) -> {
          if (request.number() < 2) {
            FaultServer.head(out, 500, "Content-Length: 0");
          } else {
            FaultServer.serve(request, out, BYTES, TAG);
          }
        },
        3);
  }

  @Test
  void byteNowAndThenCountsAsAStall() throws IOException {
    limits = TestArchives.limits(Duration.ofMillis(400));
    refuses(
        (request, out) -> {
          FaultServer.begin(request, out, BYTES.length, TAG);
          for (int i = 0; i < 100; i++) {
            out.write(1);
            out.flush();
            Thread.sleep(100);
          }
        },
        "the server stalled");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void silenceIsAStallAndTheDownloadGoesOn(boolean head) throws IOException {
    limits = TestArchives.limits(Duration.ofMillis(400));
    downloads(
        (request, out) -> {
          if (request.number() == 0) {
            if (head) {
              FaultServer.begin(request, out, BYTES.length, TAG);
            }
            Thread.sleep(2_000);
          } else {
            FaultServer.serve(request, out, BYTES, TAG);
          }
        },
        2);
  }

  @Test
  void redirectsAreFollowedWithTheRange() throws IOException {
    downloads(
        (request, out) -> {
          if (request.path().equals("/a.zip")) {
            FaultServer.head(out, 302, "Location: b.zip", "Content-Length: 0");
            return;
          }
          int offset = FaultServer.begin(request, out, BYTES.length, TAG);
          out.write(BYTES, offset, Math.min(6 * MB, BYTES.length - offset));
        },
        4);
  }

  @Test
  void redirectsInALoopAreRefused() throws IOException {
    refuses(
        (request, out) ->
            FaultServer.head(
                out,
                301,
                "Location: " + (request.path().equals("/a.zip") ? "/b.zip" : "/a.zip"),
                "Content-Length: 0"),
        "its redirects lead in a loop");
  }

  @Test
  void endlessRedirectsAreRefused() throws IOException {
    refuses(
        (request, out) ->
            FaultServer.head(
                out, 307, "Location: /" + request.number() + ".zip", "Content-Length: 0"),
        "expected at most 10 redirects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:/etc/hostname", "ftp://h/x", "http://user:secret@h/x", "http:x", ""})
  void redirectsToOtherThingsAreRefused(String location) throws IOException {
    refuses(
        (request, out) -> FaultServer.head(out, 302, "Location: " + location, "Content-Length: 0"),
        "redirect");
  }

  @Test
  void absentFileIsToldAndNotTriedAgain() throws IOException {
    refuses(
        (request, out) -> {
          assertThat(request.number()).isZero();
          FaultServer.head(out, 404, "Content-Length: 0");
        },
        "the server answered 404");
  }

  @Test
  void byteThatIsFlippedIsRefusedAndNothingStays() throws IOException {
    byte[] flipped = BYTES.clone();
    flipped[7_654_321] ^= 1;
    refuses(
        (request, out) -> FaultServer.serve(request, out, flipped, TAG),
        "expected the SHA-256",
        "it is not what the catalogue means");
    assertThat(file()).doesNotExist();
  }

  @Test
  void nextAddressIsTriedAndGoesOnWhereTheFirstEnded() throws IOException {
    Handler cutting =
        (request, out) -> {
          int offset = FaultServer.begin(request, out, BYTES.length, TAG);
          out.write(BYTES, offset, request.number() == 0 ? 4 * MB : 0);
        };
    try (FaultServer first = new FaultServer(cutting);
        FaultServer second =
            new FaultServer((request, out) -> FaultServer.serve(request, out, BYTES, TAG))) {
      download(TestArchives.entry(BYTES, first.address("/a.zip"), second.address("/a.zip")));
      assertThat(Sha256.of(file())).isEqualTo(SUM);
      assertThat(second.requests().get(0).offset()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5 * MB, 9_999_999, 10_000_000, 10_000_001})
  void partThatIsThereIsGoneOnFrom(int size) throws IOException {
    Files.write(file(), Arrays.copyOf(BYTES, size));
    try (FaultServer server =
        new FaultServer((request, out) -> FaultServer.serve(request, out, BYTES, TAG))) {
      download(TestArchives.entry(BYTES, server.address("/a.zip")));
      assertThat(Sha256.of(file())).isEqualTo(SUM);
      assertThat(server.requests()).hasSize(size == BYTES.length ? 0 : 1);
    }
  }

  @Test
  void partOfOtherBytesIsNoticedAndDownloadedAnew() throws IOException {
    Files.write(file(), Arrays.copyOf(OTHER, 5 * MB));
    downloads((request, out) -> FaultServer.serve(request, out, BYTES, TAG), 2);
    assertThat(notes).anyMatch(note -> note.contains("the parts do not fit together"));
  }

  @Test
  void serverThatIsNotThereIsToldAtOnce() throws IOException {
    FaultServer server = new FaultServer((request, out) -> {});
    URI address = server.address("/a.zip");
    server.close();
    assertThatThrownBy(() -> download(TestArchives.entry(BYTES, address)))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("gave up after 4 attempts");
  }

  @Test
  void proxyOfTheEnvironmentIsUsed() throws IOException {
    try (FaultServer proxy =
        new FaultServer((request, out) -> FaultServer.serve(request, out, BYTES, TAG))) {
      HubSettings settings =
          new HubSettings(
              Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()), Map.of(), List.of());
      download(TestArchives.entry(BYTES, URI.create("http://models.invalid/a.zip")), settings);
      assertThat(Sha256.of(file())).isEqualTo(SUM);
      assertThat(proxy.requests().get(0).path()).isEqualTo("http://models.invalid/a.zip");
    }
  }

  @Test
  void fileAddressIsCopiedAndChecked() throws IOException {
    Path source = Files.write(folder.resolve("a.zip"), BYTES);
    download(TestArchives.entry(BYTES, source.toUri()));
    assertThat(Sha256.of(file())).isEqualTo(SUM);
    assertThatThrownBy(() -> download(TestArchives.entry(OTHER, source.toUri())))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("expected the SHA-256");
    assertThatThrownBy(() -> download(TestArchives.entry(OTHER, folder.resolve("b").toUri())))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void offlineOpensNoSocketAndSaysSo() throws IOException {
    try (FaultServer server =
        new FaultServer((request, out) -> FaultServer.serve(request, out, BYTES, TAG))) {
      HubSettings settings = new HubSettings(Map.of(HubSettings.OFFLINE, "1"), Map.of(), List.of());
      NetworkGate gate = new NetworkGate(settings, limits);
      Downloader downloader = new Downloader(gate, limits);
      URI address = server.address("/a.zip");
      assertThatThrownBy(
              () ->
                  downloader.download(
                      TestArchives.entry(BYTES, address), file(), DownloadProgress.NONE))
          .isInstanceOf(OfflineException.class)
          .hasMessageContaining("DMS_OFFLINE=1");
      assertThatThrownBy(() -> downloader.read(address, 100)).isInstanceOf(OfflineException.class);
      assertThat(gate.requests()).isZero();
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void smallFilesAreReadWholeOrRefused() throws IOException {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    try (FaultServer server =
        new FaultServer((request, out) -> FaultServer.serve(request, out, text, TAG))) {
      Downloader downloader =
          new Downloader(new NetworkGate(TestArchives.settings(folder), limits), limits);
      URI address = server.address("/c.json");
      assertThat(downloader.read(address, 2)).isEqualTo(text);
      assertThatThrownBy(() -> downloader.read(address, 1))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("expected at most 1 bytes");
    }
  }

  private byte[] read(Handler handler, int connections) throws IOException {
    try (FaultServer server = new FaultServer(handler)) {
      Downloader downloader =
          new Downloader(new NetworkGate(TestArchives.settings(folder), limits), limits);
      byte[] bytes = downloader.read(server.address("/c.json"), 1_000);
      assertThat(server.requests()).hasSize(connections);
      return bytes;
    }
  }

  @Test
  void catalogueOfABusyServerIsAskedForAgainWhenItSays() throws IOException {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    Handler busy =
        (request, out) -> {
          if (request.number() < 3) {
            FaultServer.head(out, 429, "Retry-After: 0", "Content-Length: 0");
          } else {
            FaultServer.serve(request, out, text, TAG);
          }
        };
    assertThat(read(busy, 4)).isEqualTo(text);
    Handler failing = (request, out) -> FaultServer.head(out, 503, "Content-Length: 0");
    assertThatThrownBy(() -> read(failing, 0))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("the server answered 503");
  }

  @Test
  void catalogueThatDripsForEverIsAStall() {
    limits = TestArchives.limits(Duration.ofMillis(300));
    Handler dripping =
        (request, out) -> {
          FaultServer.begin(request, out, 500, TAG);
          for (int i = 0; i < 100; i++) {
            out.write(' ');
            out.flush();
            Thread.sleep(50);
          }
        };
    assertThatThrownBy(() -> read(dripping, 0))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("the server stalled");
  }
}
