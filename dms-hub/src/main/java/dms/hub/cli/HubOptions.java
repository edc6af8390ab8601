package dms.hub.cli;

import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which catalogues a command of {@code hub} asks. */
final class HubOptions {
  private final HubSettings settings;
  private final Function<HubSettings, Hub> hubs;

  @Option(
      names = "--catalogue",
      paramLabel = "ADDRESS",
      description = {
        "Catalogue of models: an https:, http: or file: address, or a path; several are asked in",
        "their order, before those of DMS_CATALOGUES (default: none)."
      })
  private List<String> catalogues = List.of();

  HubOptions() {
    this(HubSettings.ofProcess(), Hub::of);
  }

  /**
   * @param settings without what the command line says
   * @param hubs makes a hub of settings
   */
  HubOptions(HubSettings settings, Function<HubSettings, Hub> hubs) {
    this.settings = settings;
    this.hubs = hubs;
  }

  /**
   * The hub as the user has set it.
   *
   * @throws IllegalArgumentException when a setting is malformed
   */
  Hub open() {
    return open(List.of());
  }

  /** The same, trusting code of those SHA-256. */
  Hub open(List<String> trusted) {
    return hubs.apply(settings.withCatalogues(catalogues).withTrusted(trusted));
  }
}
