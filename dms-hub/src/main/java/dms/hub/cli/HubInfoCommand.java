package dms.hub.cli;

import dms.hub.archive.ClassPathModels;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.ModelName;
import dms.hub.catalogue.CatalogueEntry;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.KnownModel;
import dms.hub.catalogue.KnownModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub info}: what a model says of itself. */
@Command(
    name = "info",
    description = {
      "Shows a model's facts, scores and card.",
      "Of a model that is only in a catalogue it shows what that says; nothing is downloaded."
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
      ExitCodes.IO_TEXT
    },
    footer = {"", "Examples:", "  dms hub info is-small", "  dms hub info runs/dms-demo/bundle"})
public final class HubInfoCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "NAME, NAME@VERSION, folder of a bundle, or archive.")
  private String model;

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubInfoCommand() {
    this(new HubOptions());
  }

  HubInfoCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    Hub open = hub.open();
    Optional<Bundle> bundle = open.finder().findHere(model);
    if (bundle.isPresent()) {
      tell(KnownModels.of(bundle.get().description(), where(bundle.get())));
      spec.commandLine().getOut().println();
      spec.commandLine().getOut().print(bundle.get().card());
    } else {
      Optional<CatalogueEntry> entry = open.catalogues().find(ModelName.parse(model));
      tell(entry.map(KnownModels::of).orElseThrow(() -> open.finder().unknown(model)));
    }
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }

  private static String where(Bundle bundle) throws IOException {
    return ClassPathModels.isCopy(bundle) ? KnownModel.CLASS_PATH : bundle.folder().toString();
  }

  private void tell(KnownModel known) {
    say("name", known.name());
    say("version", known.version());
    say("language", known.language());
    say("licence", known.licence());
    say("tasks", String.join(", ", known.tasks()));
    say("size", known.size() + " bytes");
    for (Map.Entry<String, Double> score : known.scores().entrySet()) {
      say("score " + score.getKey(), score.getValue());
    }
    say("where", known.where());
  }

  private void say(String key, Object value) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(key + ": " + value);
  }
}
