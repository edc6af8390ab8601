package dms.hub.cli;

import dms.core.corpus.CorpusFormat;
import dms.core.file.DurableFile;
import dms.hub.cli.StandardStreams.ClosedPipeException;
import dms.hub.format.DocumentSentence;
import dms.hub.format.InputFormat;
import dms.hub.format.RawTextReader;
import dms.hub.text.SplitOptions;
import dms.hub.text.TextSplitter;
import dms.hub.text.TextSplitters;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code split}: raw text to sentences and tokens, without a model. */
@Command(
    name = "split",
    description = "Splits raw text into sentences, one a line, and tokens, a blank between them.",
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
      ExitCodes.CLOSED_OUTPUT_TEXT
    },
    footer = {
      "",
      "Examples:",
      "  echo 'Hún las t.d. 3. grein. Hann svaf.' | dms split --language is",
      "  dms split --language en raw.txt --output tokens.txt"
    })
public final class SplitCommand implements Callable<Integer> {
  private static final String STANDARD = "-";

  private final StandardStreams streams;

  @Option(
      names = {"-l", "--language"},
      required = true,
      paramLabel = "TAG",
      description = "Language of the text, such as is, en or de.")
  private String language;

  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description = {
        "Texts in UTF-8: files, folders with all .txt below them, or globs in quotes; perhaps",
        "packed with gzip, named .gz; - is the standard input (default: -)."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-i", "--input"},
      paramLabel = "INPUT",
      description = "The same as an input without a name before it.")
  private List<String> namedInputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = STANDARD,
      description = {
        "File to be written, which appears when it is complete, packed if named .gz; - is the",
        "standard output (default: ${DEFAULT-VALUE})."
      })
  private String output;

  @Option(
      names = "--lines",
      description = "Take each line for one sentence or several; else only blank lines part them.")
  private boolean lines;

  @Mixin private CommonOptions common;

  /** A command on the streams of this process. */
  public SplitCommand() {
    this(StandardStreams.ofProcess());
  }

  SplitCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    TextSplitter splitter =
        TextSplitters.of(language, SplitOptions.DEFAULT.withLineEndsSentence(lines));
    List<String> arguments = new ArrayList<>(namedInputs);
    arguments.addAll(inputs);
    List<InputFile> files =
        new InputFiles(
                file -> InputFormat.ofFile(file).equals(Optional.of(InputFormat.RAW)),
                Optional.empty())
            .find(arguments);
    try {
      if (output.equals(STANDARD)) {
        split(files, splitter, streams.output());
      } else {
        Path file = Path.of(output);
        DurableFile.write(
            file, channel -> split(files, splitter, TaggingRun.stream(channel, file)));
      }
      return ExitCodes.OK;
    } catch (ClosedPipeException e) {
      return ExitCodes.CLOSED_OUTPUT;
    }
  }

  /** A paragraph at a time, so that a text of any size can be split. */
  private void split(List<InputFile> files, TextSplitter splitter, OutputStream out)
      throws IOException {
    try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      for (InputFile file : files) {
        InputStream in =
            file.path().isPresent() ? CorpusFormat.open(file.path().get()) : streams.in();
        try (RawTextReader text = new RawTextReader(in, file.name(), splitter)) {
          for (var read = text.read(); read.isPresent(); read = text.read()) {
            for (DocumentSentence sentence : read.get().sentences()) {
              writer.write(String.join(" ", sentence.place().orElseThrow().forms()));
              writer.write('\n');
            }
          }
        }
      }
    }
  }
}
