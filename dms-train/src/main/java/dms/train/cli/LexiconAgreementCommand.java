package dms.train.cli;

import dms.components.lexicon.DimAgreement;
import dms.components.lexicon.DimReader;
import dms.components.lexicon.TagStyle;
import dms.core.corpus.Sentence;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.CorpusFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dms lexicon agreement}: how well the DIM's marks are mapped to the tags of a treebank. */
@Command(
    name = "agreement",
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
        "Measures how often a treebank's tag is among those that the DIM's marks are mapped to.",
    footer = {
      "",
      "Counted are tokens whose form, as written or in lower case, and lemma are in the DIM. For",
      "mim the treebank must have IFD_tag in MISC; this tag was made by a machine.",
      "",
      "Example:",
      "  dms lexicon agreement --dim SHsnid.csv.gz --tags modern --data train.conllu"
    })
public final class LexiconAgreementCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Mixin private DimFile dim;

  @Option(
      names = "--tags",
      required = true,
      paramLabel = "STYLE",
      description = "Whose tags: icepahc, modern or mim.")
  private TagStyle style;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The treebank: .conllu or .conll.")
  private Path data;

  @Option(
      names = "--differences",
      paramLabel = "N",
      defaultValue = "20",
      description = "Show the N most frequent differences (default: ${DEFAULT-VALUE}).")
  private int differences;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Sentence> sentences = CorpusFiles.read(data, List.of());
    try (DimReader reader = dim.open()) {
      DimAgreement agreement =
          DimAgreement.measure(sentences, reader, style, line -> dim.progress(err, line));
      out.printf(
          Locale.ROOT,
          "%-8s%10s%10s%9s%12s%9s%n",
          "UPOS",
          "tokens",
          "in DIM",
          "XPOS",
          "UPOS+FEATS",
          "all");
      agreement.byWordClass().forEach((upos, counts) -> print(out, upos, counts));
      print(out, "all", agreement.total());
      out.println();
      agreement
          .differences(differences)
          .forEach(e -> out.println(e.getValue() + "\t" + e.getKey()));
      out.flush();
    }
    return 0;
  }

  private void print(PrintWriter out, String name, DimAgreement.Counts counts) {
    out.printf(
        Locale.ROOT,
        "%-8s%10d%10d%8s%%%11s%%%8s%%%n",
        name,
        counts.tokens(),
        counts.found(),
        percent(counts.xpos(), counts.found()),
        // MIM-GOLD has neither UPOS nor FEATS.
        style == TagStyle.MIM ? "-" : percent(counts.feats(), counts.found()),
        percent(counts.all(), counts.found()));
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
  }
}
