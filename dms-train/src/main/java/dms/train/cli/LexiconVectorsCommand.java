package dms.train.cli;

import dms.components.lexicon.DimReader;
import dms.components.lexicon.DimVectors;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dms lexicon vectors}: a vector for each form of the DIM. */
@Command(
    name = "vectors",
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
    description =
        "Writes a vector for each form of the DIM: 1 for what any of its entries says, else 0.",
    footer = {
      "",
      "What each dimension means is shown by: dms lexicon layout",
      "",
      "Examples:",
      "  dms lexicon vectors --dim SHsnid.csv.gz --output dim.vec.gz",
      "  dms lexicon vectors --dim SHsnid.csv.gz --output dim.nhot"
    })
public final class LexiconVectorsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private DimFile dim;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "Where to write: .vec for word2vec's text format, .nhot for form;[0,1,…], each with .gz"
              + " to pack it.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    DimVectors.Format.ofFile(output);
    try (DimReader reader = dim.open()) {
      DimVectors vectors = DimVectors.read(reader, line -> dim.progress(err, line));
      dim.tellLeftOut(err, vectors.leftOut());
      dim.tell(err, "writing the vectors of %,d forms".formatted(vectors.size()));
      int blank = vectors.write(output);
      if (blank > 0) {
        err.println(blank + " forms of several words left out: the format has no place for blanks");
      }
      dim.tell(err, "wrote " + output);
    }
    return 0;
  }
}
