package dms.train.cli;

import dms.components.lexicon.DimFeature;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dms lexicon layout}: what the dimensions of the DIM's vectors mean. */
@Command(
    name = "layout",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.SOFTWARE_TEXT},
    description =
        "Shows what the dimensions of the vectors mean: number, category and value, with tabs.",
    footer = {"", "Example:", "  dms lexicon layout"})
public final class LexiconLayoutCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (DimFeature feature : DimFeature.values()) {
      out.println(feature.ordinal() + "\t" + feature.category().label() + "\t" + feature.label());
    }
    out.flush();
    return 0;
  }
}
