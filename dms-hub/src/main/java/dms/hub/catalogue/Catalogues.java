package dms.hub.catalogue;

import dms.hub.bundle.ModelName;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The catalogues that the user has set, in their order; each is read when it is needed. */
public final class Catalogues {
  private static final int MAX_BYTES = 1 << 24;

  private final List<URI> addresses;
  private final Downloader downloader;

  Catalogues(List<URI> addresses, Downloader downloader) {
    this.addresses = List.copyOf(addresses);
    this.downloader = downloader;
  }

  /** Where they are; empty where the user has set none. */
  public List<URI> addresses() {
    return addresses;
  }

  /**
   * Reads one of them.
   *
   * @throws CatalogueFormatException when it is not what it should be
   * @throws OfflineException when it is in the network, which is forbidden
   * @throws DownloadException when it cannot be had
   */
  public Catalogue read(URI address) throws IOException {
    return Catalogue.parse(downloader.read(address, MAX_BYTES), address);
  }

  /**
   * The model of that name in the first catalogue that has it; where no version is asked for, the
   * highest there.
   *
   * @throws IOException as {@link #read}, of the catalogues up to that one: what one that cannot be
   *     read would have said is not guessed
   */
  public Optional<CatalogueEntry> find(ModelName name) throws IOException {
    for (URI address : addresses) {
      Optional<CatalogueEntry> model = read(address).find(name);
      if (model.isPresent()) {
        return model;
      }
    }
    return Optional.empty();
  }
}
