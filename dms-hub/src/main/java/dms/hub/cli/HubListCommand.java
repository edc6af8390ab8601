package dms.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.KnownModel;
import dms.hub.catalogue.KnownModels.Listing;
import dms.hub.format.TableWriter;
import dms.hub.format.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hub list}: the models that there are. */
@Command(
    name = "list",
    description = {
      "Lists models: those installed, on the class path, and in the catalogues.",
      "A catalogue that cannot be read is told, and the others are listed."
    },
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.FAILED_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT
    },
    footer = {
      "",
      "Examples:",
      "  dms hub list",
      "  dms hub list --catalogue models/catalogue.json --json"
    })
public final class HubListCommand implements Callable<Integer> {
  private static final int SHOWN_SCORES = 3;
  private static final double BYTES_PER_MB = 1e6;
  private static final List<String> HEAD =
      List.of("NAME", "VERSION", "LANGUAGE", "TASKS", "SIZE", "SCORES", "WHERE");

  @Mixin private HubOptions hub;
  @Mixin private CommonOptions common;

  @Option(names = "--json", description = "Write an array of objects instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public HubListCommand() {
    this(new HubOptions());
  }

  HubListCommand(HubOptions hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws IOException {
    Hub open = hub.open();
    Listing listing = open.known().list();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      out.println(toJson(listing.models()));
    } else {
      out.print(table(listing.models()));
      if (listing.models().isEmpty()) {
        err.println("no model is installed in " + open.home().root());
      }
      if (open.catalogues().addresses().isEmpty()) {
        err.println("no catalogue is set: name one by --catalogue or DMS_CATALOGUES");
      }
    }
    listing.failures().forEach(failure -> err.println("error: " + failure.getMessage()));
    out.flush();
    err.flush();
    return listing.failures().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static String toJson(List<KnownModel> models) throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(models);
  }

  private static String table(List<KnownModel> models) {
    TextTable table = new TextTable(HEAD);
    models.forEach(model -> table.add(row(model)));
    return models.isEmpty() ? "" : table.lines(TableWriter.ANY_WIDTH);
  }

  private static List<String> row(KnownModel model) {
    return List.of(
        model.name(),
        model.version(),
        model.language(),
        String.join(",", model.tasks()),
        size(model.size()),
        scores(model.scores(), SHOWN_SCORES),
        model.where());
  }

  static String size(long bytes) {
    return bytes < BYTES_PER_MB / 10
        ? bytes + " B"
        : String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MB);
  }

  static String scores(Map<String, Double> scores, int most) {
    return scores.entrySet().stream()
        .limit(most)
        .map(score -> String.format(Locale.ROOT, "%s=%s", score.getKey(), score.getValue()))
        .collect(Collectors.joining(" "));
  }
}
