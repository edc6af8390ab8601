package dms.train.cli;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.file.DurableFile;
import dms.core.tensor.ComputeDevice;
import dms.hub.TaggingPipeline;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ExitCodes;
import dms.train.RunConfig;
import dms.train.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dms demo}: trains a small model on the project's own sentences and tags a few with it. */
@Command(
    name = "demo",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.INTERRUPTED_TEXT,
      ExitCodes.TERMINATED_TEXT
    },
    description =
        "Trains a small joint tagger and lemmatizer, shows its scores and what it makes of new sentences.",
    footer = {
      "",
      "The run is kept in runs/dms-demo, in place of that of an earlier demo.",
      "",
      "Example:",
      "  dms demo"
    })
public final class DemoCommand implements Callable<Integer> {
  /** Unlike that of {@code dms train examples/demo.conf}, whose run this command leaves alone. */
  private static final String NAME = "dms-demo";

  private static final List<Column> SHOWN =
      List.of(Column.FORM, Column.UPOS, Column.XPOS, Column.FEATS, Column.LEMMA);

  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path examples = examples();
    RunConfig config = config(examples);
    if (Files.exists(config.folder())) {
      DurableFile.deleteFolder(config.folder());
    }
    try (StopOnSignal stop = new StopOnSignal()) {
      TrainingRun.Result result = new TrainingRun(config, Screens.stderr(), stop).run(false);
      if (!result.finished()) {
        return 0;
      }
      out.println("Scores on sentences that it has not seen:");
      out.println();
      out.print(result.scores().orElseThrow().toTable());
      out.println();
      show(examples.resolve("demo/raw.txt"), result.bundle(), out);
      out.println("The model is in " + result.bundle() + "; use it with");
      out.println("  ./dms tag --model " + result.bundle() + " --format text");
      out.flush();
    }
    return 0;
  }

  private static Path examples() throws IOException {
    Path examples = Path.of(System.getProperty("dms.home", "."), "examples");
    if (Files.notExists(examples.resolve("demo.conf"))) {
      throw new NoSuchFileException(
          examples.toString(), null, "the demo's files are not there; start it with ./dms demo");
    }
    return examples;
  }

  private static RunConfig config(Path examples) {
    Path data = examples.resolve("demo");
    return ConfigFile.load(
        examples.resolve("demo.conf"),
        List.of(
            "name=" + NAME,
            "data.train=[\"%s\"]".formatted(data.resolve("train.conllu")),
            "data.dev=[\"%s\"]".formatted(data.resolve("dev.conllu"))));
  }

  private static void show(Path text, Path bundle, PrintWriter out) throws IOException {
    try (SentenceReader reader = CorpusFormat.TEXT.reader(text);
        TaggingPipeline pipeline = TaggingPipeline.load(bundle, ComputeDevice.cpu())) {
      for (Sentence sentence : pipeline.tag(reader.readAll())) {
        out.print(new SentenceTable(SHOWN).of(sentence));
        out.println();
      }
    }
  }
}
