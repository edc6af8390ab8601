package dms.train.cli;

import dms.components.lexicon.DimReader;
import dms.components.lexicon.DimWords;
import dms.components.lexicon.TagStyle;
import dms.core.corpus.CorpusFormat;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dms lexicon words}: the words of the DIM as a corpus to learn lemmas from. */
@Command(
    name = "words",
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
        "Writes the distinct words of the DIM, form, lemma and tags, as a corpus of sentences of"
            + " one token.",
    footer = {
      "",
      "A lemmatizer learns from it before it sees sentences. A sample holds all words of the",
      "small word classes and equally many nouns, adjectives and verbs.",
      "",
      "Examples:",
      "  dms lexicon words --dim SHsnid.csv.gz --tags modern --output words.tsv.gz",
      "  dms lexicon words --dim SHsnid.csv.gz --tags mim --sample 400000 --output words.tsv"
    })
public final class LexiconWordsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private DimFile dim;

  @Option(
      names = "--tags",
      required = true,
      paramLabel = "STYLE",
      description =
          "Whose tags: icepahc or modern (upos, xpos and feats as UD_Icelandic-IcePaHC or"
              + " UD_Icelandic-Modern writes them), or mim (xpos of MIM-GOLD 2.0).")
  private TagStyle style;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write: .tsv or .tsv.gz.")
  private Path output;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Write only N of the words; all if there are fewer.")
  private Optional<Integer> sample = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the sample (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--no-proper-nouns", description = "Leave out proper nouns.")
  private boolean withoutProperNouns;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    requireArguments();
    try (DimReader reader = dim.open()) {
      DimWords words =
          DimWords.read(reader, style, !withoutProperNouns, line -> dim.progress(err, line));
      dim.tellLeftOut(err, words.leftOut());
      dim.tell(err, "%,d distinct words".formatted(words.words().size()));
      DimWords written = sample.isPresent() ? words.sample(sample.get(), seed) : words;
      written.write(output);
      dim.tell(err, "wrote %,d words to %s".formatted(written.words().size(), output));
    }
    return 0;
  }

  private void requireArguments() {
    if (CorpusFormat.ofFile(output) != CorpusFormat.TSV) {
      throw new ParameterException(
          spec.commandLine(), "--output: expected a file named .tsv or .tsv.gz, found " + output);
    }
    if (sample.isPresent() && sample.get() < 1) {
      throw new ParameterException(
          spec.commandLine(), "--sample: expected at least 1, found " + sample.get());
    }
  }
}
