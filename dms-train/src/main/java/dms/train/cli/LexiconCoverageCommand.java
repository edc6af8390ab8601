package dms.train.cli;

import dms.components.lexicon.DimLemmas;
import dms.components.lexicon.DimLexicon;
import dms.components.lexicon.LemmaCoverage;
import dms.components.lexicon.TagStyle;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.CorpusFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dms lexicon coverage}: how many lemmas of a treebank the DIM has. */
@Command(
    name = "coverage",
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
        "Measures how often a treebank's lemma is among those that the DIM has for form and tag.",
    footer = {
      "",
      "found: the form is in the DIM. right: of these, the lemma is among the candidates.",
      "candidates: how many there are on average. reachable: the lemma is among the candidates or",
      "the usual one of the form in --train.",
      "",
      "Example:",
      "  dms lexicon coverage --lemmas dim-lemmas.bin --tags modern --data dev.conllu"
          + " --train train.conllu"
    })
public final class LexiconCoverageCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Option(
      names = "--lemmas",
      required = true,
      paramLabel = "FILE",
      description = "What dms lexicon lemmas wrote.")
  private Path lemmas;

  @Option(
      names = "--tags",
      required = true,
      paramLabel = "STYLE",
      description = "Whose tags: icepahc, modern or mim.")
  private TagStyle style;

  @Option(
      names = "--column",
      paramLabel = "COLUMN",
      defaultValue = "xpos",
      description = "Where the tags are, such as upos+feats (default: ${DEFAULT-VALUE}).")
  private String column;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The treebank: .conllu or .conll.")
  private Path data;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "A treebank that tells the usual lemma of a form.")
  private Optional<Path> train = Optional.empty();

  @Option(
      names = "--differences",
      paramLabel = "N",
      defaultValue = "20",
      description = "Show the N most frequent differences (default: ${DEFAULT-VALUE}).")
  private int differences;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Column tags = Column.parse(column);
    DimLemmas lexicon = new DimLemmas(DimLexicon.open(lemmas), style, tags);
    List<Sentence> sentences = CorpusFiles.read(data, List.of());
    List<Sentence> training =
        train.isPresent() ? CorpusFiles.read(train.get(), List.of()) : List.of();
    LemmaCoverage coverage = LemmaCoverage.measure(sentences, training, lexicon, tags);
    out.printf(
        Locale.ROOT,
        "%-14s%10s%9s%9s%12s%11s%n",
        "",
        "tokens",
        "found",
        "right",
        "candidates",
        "reachable");
    coverage.byWordClass().forEach((upos, counts) -> print(out, upos, counts));
    coverage.byMatch().forEach((match, counts) -> print(out, match.name(), counts));
    print(out, "all", coverage.total());
    out.println();
    coverage.differences(differences).forEach(e -> out.println(e.getValue() + "\t" + e.getKey()));
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, String name, LemmaCoverage.Counts counts) {
    out.printf(
        Locale.ROOT,
        "%-14s%10d%8s%%%8s%%%12s%10s%%%n",
        name,
        counts.tokens(),
        ratio(100.0 * counts.found(), counts.tokens()),
        ratio(100.0 * counts.right(), counts.found()),
        ratio(counts.candidates(), counts.found()),
        ratio(100.0 * counts.reachable(), counts.tokens()));
  }

  private static String ratio(double part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f", part / whole);
  }
}
