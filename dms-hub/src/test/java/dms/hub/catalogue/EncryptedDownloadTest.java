package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes encrypted does not go on in the clear. */
@Timeout(60)
class EncryptedDownloadTest {
  private static final byte[] BYTES = TestArchives.bytes(100_000, 1);
  private static final String PASSWORD = "changeit";

  @TempDir private static Path keys;
  private static SSLContext usual;
  private static SSLContext own;

  @TempDir private Path folder;

  @BeforeAll
  static void trustACertificateMadeForThisTest() throws Exception {
    Path store = keys.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore certificate = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      certificate.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    key.init(certificate, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificate);
    own = SSLContext.getInstance("TLS");
    own.init(key.getKeyManagers(), trust.getTrustManagers(), null);
    usual = SSLContext.getDefault();
    SSLContext.setDefault(own);
  }

  @AfterAll
  static void trustAsUsual() {
    SSLContext.setDefault(usual);
  }

  private static FaultServer encrypted(FaultServer.Handler handler) throws IOException {
    return new FaultServer(
        own.getServerSocketFactory().createServerSocket(0, 64, InetAddress.getByName("127.0.0.1")),
        handler);
  }

  private static URI https(FaultServer server) {
    return URI.create("https://127.0.0.1:" + server.port() + "/a.zip");
  }

  private Path download(URI address) throws IOException {
    Path file = folder.resolve("part");
    DownloadLimits limits = TestArchives.limits();
    new Downloader(new NetworkGate(TestArchives.settings(folder), limits), limits)
        .download(TestArchives.entry(BYTES, address), file, DownloadProgress.NONE);
    return file;
  }

  @Test
  void encryptedDownloadWorks() throws IOException {
    try (FaultServer server =
        encrypted((request, out) -> FaultServer.serve(request, out, BYTES, "\"1\""))) {
      assertThat(Sha256.of(download(https(server)))).isEqualTo(Sha256.of(BYTES));
    }
  }

  @Test
  void redirectFromEncryptedToClearIsRefused() throws IOException {
    try (FaultServer clear =
            new FaultServer((request, out) -> FaultServer.serve(request, out, BYTES, "\"1\""));
        FaultServer server =
            encrypted(
                (request, out) ->
                    FaultServer.head(
                        out, 302, "Location: " + clear.address("/a.zip"), "Content-Length: 0"))) {
      assertThatThrownBy(() -> download(https(server)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("which is not safe; refused");
      assertThat(clear.connections()).isZero();
    }
  }

  @Test
  void redirectFromClearToEncryptedIsFollowed() throws IOException {
    try (FaultServer server =
            encrypted((request, out) -> FaultServer.serve(request, out, BYTES, "\"1\""));
        FaultServer clear =
            new FaultServer(
                (request, out) ->
                    FaultServer.head(
                        out, 302, "Location: " + https(server), "Content-Length: 0"))) {
      assertThat(Sha256.of(download(clear.address("/a.zip")))).isEqualTo(Sha256.of(BYTES));
    }
  }
}
