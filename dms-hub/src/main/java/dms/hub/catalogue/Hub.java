package dms.hub.catalogue;

import java.io.IOException;
import java.util.Optional;

/** Everything that finds, lists and installs models, put together for certain settings. */
public final class Hub {
  /** Unpacks the archives of models. */
  private static final Unpacker ARCHIVES =
      (archive, target) -> {
        throw new IOException(archive + ": this build of DMS cannot unpack archives");
      };

  /** Finds models in jars. */
  private static final ClassPathSource JARS = name -> Optional.empty();

  private final ModelHome home;
  private final NetworkGate gate;
  private final Catalogues catalogues;
  private final KnownModels known;
  private final ModelFinder finder;

  /**
   * A hub with parts of one's own.
   *
   * @throws IllegalArgumentException when a setting is malformed
   */
  public Hub(
      HubSettings settings, DownloadLimits limits, Unpacker unpacker, ClassPathSource classPath) {
    this.home = new ModelHome(settings.home());
    this.gate = new NetworkGate(settings, limits);
    Downloader downloader = new Downloader(gate, limits);
    this.catalogues = new Catalogues(settings.catalogues(), downloader);
    this.known = new KnownModels(home, classPath, catalogues);
    this.finder =
        new ModelFinder(
            home,
            classPath,
            catalogues,
            new ModelInstaller(home, gate, downloader, unpacker, limits),
            unpacker);
  }

  /**
   * The hub as the user has set it.
   *
   * @throws IllegalArgumentException when a setting is malformed
   */
  public static Hub of(HubSettings settings) {
    return new Hub(settings, DownloadLimits.STANDARD, ARCHIVES, JARS);
  }

  /** Where models are kept. */
  public ModelHome home() {
    return home;
  }

  /** The way to the network. */
  public NetworkGate gate() {
    return gate;
  }

  /** The catalogues that are set. */
  public Catalogues catalogues() {
    return catalogues;
  }

  /** What models there are. */
  public KnownModels known() {
    return known;
  }

  /** Finds models by name or path. */
  public ModelFinder finder() {
    return finder;
  }
}
