package dms.hub.cli;

import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which catalogues a command of {@code hub} asks. */
final class HubOptions {
  private final Function<List<String>, Hub> hubs;

  @Option(
      names = "--catalogue",
      paramLabel = "ADDRESS",
      description = {
        "Catalogue of models: an https:, http: or file: address, or a path; several are asked in",
        "their order, before those of DMS_CATALOGUES (default: none)."
      })
  private List<String> catalogues = List.of();

  HubOptions() {
    this(named -> Hub.of(HubSettings.ofProcess().withCatalogues(named)));
  }

  /**
   * @param hubs makes a hub of the catalogues that are named
   */
  HubOptions(Function<List<String>, Hub> hubs) {
    this.hubs = hubs;
  }

  /**
   * The hub as the user has set it.
   *
   * @throws IllegalArgumentException when a setting is malformed
   */
  Hub open() {
    return hubs.apply(catalogues);
  }
}
