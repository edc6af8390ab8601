package dms.hub.catalogue;

import dms.hub.bundle.ModelName;

/** Hears how a download goes; called by the thread that downloads. */
public interface DownloadProgress {
  /** For those who do not want to hear. */
  DownloadProgress NONE = (model, done, total) -> {};

  /**
   * Bytes have come. The number falls when a server makes the download begin anew.
   *
   * @param model that is downloaded
   * @param done bytes that are on disk
   * @param total bytes of the archive
   */
  void bytes(ModelName model, long done, long total);

  /**
   * Something happened that takes time or another way, such as an attempt that failed.
   *
   * @param model that is downloaded
   * @param message one line
   */
  default void note(ModelName model, String message) {}
}
