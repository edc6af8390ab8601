package dms.train.cli;

import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dms lexicon}: what the Database of Icelandic Morphology gives to models. */
@Command(
    name = "lexicon",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.SOFTWARE_TEXT},
    description =
        "Makes vectors, lemmas and training data from the Database of Icelandic Morphology (DIM, BÍN).",
    subcommands = {
      LexiconVectorsCommand.class,
      LexiconWordsCommand.class,
      LexiconLemmasCommand.class,
      LexiconCoverageCommand.class,
      LexiconLayoutCommand.class,
      LexiconAgreementCommand.class
    },
    footer = {
      "",
      "The file is SHsnid.csv.gz: lemma;id;word class;domain;form;grammatical mark.",
      "",
      "Example:",
      "  dms lexicon vectors --dim SHsnid.csv.gz --output dim.vec.gz"
    })
public final class LexiconCommand implements Runnable {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name what to make: vectors, words, lemmas");
  }
}
