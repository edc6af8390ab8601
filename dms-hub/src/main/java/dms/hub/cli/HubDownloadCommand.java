package dms.hub.cli;

import dms.hub.bundle.ModelName;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.InstalledModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub download}: installs models of the catalogues. */
@Command(
    name = "download",
    description = {
      "Downloads models into the model home and prints their folders.",
      "One that is there already is left alone. A download that was stopped goes on where it was."
    },
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.UNAVAILABLE_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.CONFIGURATION_TEXT
    },
    footer = {
      "",
      "Examples:",
      "  dms hub download is-small",
      "  dms hub download is-small@1.0.0 --catalogue https://models.example/catalogue.json"
    })
public final class HubDownloadCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "NAME or NAME@VERSION.")
  private List<String> models;

  @Option(
      names = "--trust",
      paramLabel = "SHA256",
      description = {
        "Code in the model that you trust, by its SHA-256; may be repeated. A model with other",
        "code, such as TorchScript, is refused: it could do all that you can."
      })
  private List<String> trusted = List.of();

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubDownloadCommand() {
    this(new HubOptions());
  }

  HubDownloadCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    List<ModelName> names = models.stream().map(ModelName::parse).toList();
    Hub open = hub.open(trusted);
    for (ModelName name : names) {
      try (DownloadBar bar =
          new DownloadBar(spec.commandLine().getErr(), Terminal.showsStandardError())) {
        InstalledModel installed = open.finder().download(name, bar);
        bar.endLine();
        spec.commandLine().getOut().println(installed.folder());
        spec.commandLine().getOut().flush();
      }
    }
    return ExitCodes.OK;
  }
}
