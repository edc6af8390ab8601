package dms.train.cli;

import dms.components.lexicon.DimLexicon;
import dms.components.lexicon.DimReader;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dms lexicon lemmas}: the DIM as a file in which lemmas are looked up. */
@Command(
    name = "lemmas",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT
    },
    description = "Writes the forms of the DIM with their lemmas and marks, to be looked up.",
    footer = {
      "",
      "The file takes 25 MB. How much of a treebank it knows is told by: dms lexicon coverage",
      "",
      "Example:",
      "  dms lexicon lemmas --dim SHsnid.csv.gz --output dim-lemmas.bin"
    })
public final class LexiconLemmasCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private DimFile dim;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    try (DimReader reader = dim.open()) {
      DimLexicon.Built built = DimLexicon.build(reader, output, line -> dim.progress(err, line));
      dim.tell(
          err,
          "wrote %,d forms of %,d entries to %s, %,d bytes"
              .formatted(built.forms(), built.entries(), output, Files.size(output)));
    }
    return 0;
  }
}
