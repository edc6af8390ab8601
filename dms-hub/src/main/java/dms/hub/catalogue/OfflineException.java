package dms.hub.catalogue;

/** The network would have been needed, and the user has forbidden it. */
public final class OfflineException extends DownloadException {
  private static final long serialVersionUID = 1L;

  OfflineException(String wanted) {
    super(
        "%s, and %s=1 forbids the network; unset it to download"
            .formatted(wanted, HubSettings.OFFLINE));
  }
}
