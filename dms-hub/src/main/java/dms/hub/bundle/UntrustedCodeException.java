package dms.hub.bundle;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * A bundle of somebody else's holds code that the user has not said to trust. The reason tells the
 * SHA-256 to say.
 */
public final class UntrustedCodeException extends AccessDeniedException {
  private static final long serialVersionUID = 1L;

  UntrustedCodeException(Path file, String sha256) {
    super(
        file.toString(),
        null,
        "it is code that would run with your rights as soon as the model is loaded, so it is refused"
            + " unless you trust who published it; if you do: dms hub download --trust %1$s, or set DMS_TRUST=%1$s"
                .formatted(sha256));
  }
}
