package dms.hub.cli;

import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.format.InputFormat;
import dms.hub.text.TextSplitters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tag}: tags texts and corpora of any size. */
@Command(
    name = "tag",
    description = "Tags text with a trained system.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.UNAVAILABLE_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.CONFIGURATION_TEXT,
      ExitCodes.CLOSED_OUTPUT_TEXT
    },
    footer = {
      "",
      "With an output folder, an input that fails does not stop the others; the exit code is that",
      "of the first that failed. Started again, the command goes on where it was stopped.",
      "",
      "Examples:",
      "  echo 'Hún las bókina.' | dms tag --model is-small",
      "  dms tag --model is-small saga.txt --output saga.conllu",
      "  dms tag --model is-small 'texts/**/*.txt' --output tagged --output-format jsonl",
      "  dms tag --model en-small --format text tokens.txt --output-format table",
      "  dms tag --model runs/demo/bundle corpus.conllu.gz --output corpus.tsv.gz --probabilities"
    })
public final class TagCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Mixin private ModelOptions model;
  @Mixin private FileOptions files;

  @Option(
      names = "--text-field",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "Field of a JSON line that has raw text (default: ${DEFAULT-VALUE}).")
  private String textField;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** A command on the streams of this process. */
  public TagCommand() {
    this(StandardStreams.ofProcess());
  }

  TagCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> others = new ArrayList<>();
    List<Task> tasks =
        new TaskPlan(files, InputFormat.RAW, EnumSet.allOf(InputFormat.class)).tasks(others);
    Bundle bundle = model.bundle();
    TaggingProgress progress =
        new TaggingProgress(spec.commandLine().getErr(), streams.errIsTerminal(), files.quiet());
    if (!others.isEmpty()) {
      progress.tell(
          "passed over %d files of other kinds, such as %s"
              .formatted(others.size(), others.get(0)));
    }
    InputFormat.Details details =
        new InputFormat.Details(
            TextSplitters.onFirstUse(bundle.description().language()), textField, files.columns());
    boolean probabilities = files.probabilities() || anyHasProbabilities(tasks);
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, model.pipeline())) {
      return new TaggingRun(
              streams,
              files,
              details,
              files.outputColumns(),
              progress,
              new DocumentTagger(sentences -> pipeline.predict(sentences, probabilities), progress))
          .run(tasks, model.identity(bundle, "tag|" + textField + "|" + files.deciding()));
    }
  }

  private static boolean anyHasProbabilities(List<Task> tasks) {
    return tasks.stream().anyMatch(task -> task.outputFormat().alwaysTellsProbabilities());
  }
}
