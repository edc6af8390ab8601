package dms.hub.cli;

import dms.core.corpus.SentenceReader;
import dms.core.file.DurableFile;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.cli.InputReader.InputException;
import dms.hub.cli.StandardStreams.ClosedPipeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tag}: tags a corpus of any size. */
@Command(
    name = "tag",
    description = "Tags sentences with a trained system.",
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.DATA_TEXT,
      ExitCodes.NO_INPUT_TEXT,
      ExitCodes.SOFTWARE_TEXT,
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.CONFIGURATION_TEXT,
      ExitCodes.CLOSED_OUTPUT_TEXT
    },
    footer = {
      "",
      "Examples:",
      "  dms tag --model runs/dms-demo/bundle --input in.txt --output out.conllu",
      "  echo 'The dog sleeps .' | dms tag --model runs/dms-demo/bundle --format text"
    })
public final class TagCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the model's bundle.")
  private Path model;

  @Mixin private CorpusOptions corpus;

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      defaultValue = "" + TaggingPipeline.DEFAULT_BATCH_TOKENS,
      description =
          "Most tokens that are computed together, padding included (default: ${DEFAULT-VALUE}).")
  private int batchTokens;

  @Option(
      names = "--corpus",
      paramLabel = "NAME",
      description = {
        "Corpus that the sentences are taken for, where the model was trained on several: one of",
        "training.corpora in its bundle.json (default: an unknown one)."
      })
  private Optional<String> ofCorpus = Optional.empty();

  @Mixin private ComputeOptions compute;
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
    corpus.check();
    // Loading libtorch comes last: a wrong name should not cost the time that it takes.
    Bundle bundle = Bundle.read(model);
    ofCorpus.ifPresent(bundle.description()::requireCorpus);
    try (SentenceReader in = corpus.reader(streams.in());
        TaggingPipeline pipeline =
            TaggingPipeline.load(bundle, compute.open(), batchTokens, ofCorpus)) {
      Optional<Path> file = corpus.outputFile();
      if (file.isPresent()) {
        DurableFile.write(
            file.get(),
            channel -> tag(pipeline, in, new UnclosedOutput(Channels.newOutputStream(channel))));
      } else {
        tag(pipeline, in, streams.output());
      }
      return ExitCodes.OK;
    } catch (InputException e) {
      throw e.reason();
    } catch (ClosedPipeException e) {
      return ExitCodes.CLOSED_OUTPUT;
    }
  }

  private void tag(TaggingPipeline pipeline, SentenceReader in, OutputStream out)
      throws IOException {
    try (TaggingProgress progress =
        new TaggingProgress(
            corpus.writer(out), spec.commandLine().getErr(), streams.errIsTerminal())) {
      try {
        pipeline.tag(in, progress);
        progress.flush();
      } catch (IOException | RuntimeException e) {
        progress.abandon();
        throw e;
      }
      progress.finish();
    }
  }
}
