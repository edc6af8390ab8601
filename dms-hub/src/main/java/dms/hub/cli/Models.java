package dms.hub.cli;

import dms.hub.bundle.Bundle;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** Where the commands get their models from. */
public final class Models {
  private Models() {}

  /**
   * The bundle that a user names, downloaded if need be, which standard error then tells.
   *
   * @param nameOrPath a name, {@code name@version}, a folder or an archive
   * @param spec of the command that asks
   * @throws dms.hub.catalogue.UnknownModelException when there is none
   * @throws IOException when it is damaged, or cannot be downloaded or read
   */
  public static Bundle find(String nameOrPath, CommandSpec spec) throws IOException {
    try (DownloadBar bar =
        new DownloadBar(spec.commandLine().getErr(), Terminal.showsStandardError())) {
      Bundle bundle = Hub.of(HubSettings.ofProcess()).finder().find(nameOrPath, bar);
      bar.endLine();
      return bundle;
    }
  }
}
