package dms.hub.catalogue;

import java.io.IOException;

/** A model or catalogue cannot be had from where it is: the message says from where and why. */
public class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names what was to be had, from where, and why it cannot
   */
  public DownloadException(String message) {
    super(message);
  }

  /**
   * @param message as above
   * @param cause the failure behind it
   */
  public DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
