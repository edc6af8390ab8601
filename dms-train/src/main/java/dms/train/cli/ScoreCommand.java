package dms.train.cli;

import dms.core.file.DurableFile;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.eval.conll.ConllScores;
import dms.train.eval.conll.ConllTreebank;
import dms.train.eval.conll.Trees;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dms score}: the scores of the CoNLL 2018 shared task for any system's output. */
@Command(
    name = "score",
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
    description = {
      "Scores a CoNLL-U file against a gold one as the CoNLL 2018 shared task does, also where its",
      "tokens, words or sentences are split otherwise."
    },
    footer = {
      "",
      "Both files must hold the same text, blanks aside. Files that the task's script refuses, as",
      "for a sentence whose heads form a circle, are refused.",
      "",
      "Examples:",
      "  dms score gold.conllu system.conllu",
      "  dms score --no-trees --json scores.json examples/demo/dev.conllu tagged.conllu"
    })
public final class ScoreCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "GOLD", description = "The gold file, CoNLL-U.")
  private Path gold;

  @Parameters(index = "1", paramLabel = "SYSTEM", description = "The system's output, CoNLL-U.")
  private Path system;

  @Option(
      names = "--no-trees",
      description = {
        "Do not read HEAD and DEPREL, for files that were tagged but not parsed; UAS to BLEX are",
        "then left out."
      })
  private boolean noTrees;

  @Option(names = "--counts", description = "Show counts in place of percentages.")
  private boolean counts;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the scores as JSON.")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Trees trees = noTrees ? Trees.IGNORED : Trees.SCORED;
    ConllScores scores =
        ConllScores.of(ConllTreebank.read(gold, trees), ConllTreebank.read(system, trees));
    PrintWriter out = spec.commandLine().getOut();
    out.print(counts ? scores.toCountTable() : scores.toTable());
    out.flush();
    if (json.isPresent()) {
      DurableFile.writeString(json.get(), scores.toJson() + "\n");
    }
    return ExitCodes.OK;
  }
}
