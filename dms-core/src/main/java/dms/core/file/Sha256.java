package dms.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 sums as 64 lower-case hexadecimal digits. */
public final class Sha256 {
  private static final int BUFFER_BYTES = 1 << 16;

  private Sha256() {}

  /**
   * Sums a file of any size, reading it piece by piece.
   *
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if the file cannot be read
   */
  public static String of(Path file) throws IOException {
    return of(FileContent.at(file));
  }

  /**
   * Sums content of any size, reading it piece by piece.
   *
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String of(FileContent content) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream input = content.open()) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Sums bytes at hand.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(newDigest().digest(bytes));
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
    }
  }
}
