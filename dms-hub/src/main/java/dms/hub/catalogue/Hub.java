package dms.hub.catalogue;

import dms.hub.archive.ClassPathModels;
import dms.hub.archive.ModelArchive;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that finds, lists and installs models, put together for certain settings. */
public final class Hub {
  /** Models in jars. */
  private static final ClassPathSource JARS =
      new ClassPathSource() {
        @Override
        public Optional<Bundle> find(String name) throws IOException {
          return ClassPathModels.find(name);
        }

        @Override
        public List<String> names() throws IOException {
          return ClassPathModels.all();
        }
      };

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
    Set<String> trusted = settings.trusted();
    this.finder =
        new ModelFinder(
            home,
            classPath,
            catalogues,
            new ModelInstaller(home, gate, downloader, unpacker, limits, trusted),
            unpacker,
            trusted);
  }

  /**
   * The hub as the user has set it.
   *
   * @throws IllegalArgumentException when a setting is malformed
   */
  public static Hub of(HubSettings settings) {
    return new Hub(settings, DownloadLimits.STANDARD, ModelArchive::unpack, JARS);
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
