package dms.hub.cli;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.LineFeed;
import dms.core.corpus.LineReader;
import dms.core.file.DurableFile;
import dms.hub.cli.StandardStreams.ClosedPipeException;
import dms.hub.text.SplitOptions;
import dms.hub.text.TextSentence;
import dms.hub.text.TextSplitter;
import dms.hub.text.TextSplitters;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      ExitCodes.IO_TEXT,
      ExitCodes.NO_PERMISSION_TEXT,
      ExitCodes.CLOSED_OUTPUT_TEXT
    },
    footer = {
      "",
      "Examples:",
      "  echo 'Hún las t.d. 3. grein. Hann svaf.' | dms split --language is",
      "  dms split --language en --input raw.txt --output tokens.txt"
    })
public final class SplitCommand implements Callable<Integer> {
  /** Bounds the memory that text without blank lines takes. */
  private static final int MAX_PARAGRAPH = 1 << 20;

  private static final String STANDARD = "-";

  private final StandardStreams streams;

  @Option(
      names = {"-l", "--language"},
      required = true,
      paramLabel = "TAG",
      description = "Language of the text, such as is, en or de.")
  private String language;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      defaultValue = STANDARD,
      description = "Text to read, UTF-8, also packed as .gz (default: -, the standard input).")
  private String input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File to write (default: standard output).")
  private Optional<Path> output = Optional.empty();

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
    boolean file = !input.equals(STANDARD);
    InputStream in = file ? CorpusFormat.open(Path.of(input)) : streams.in();
    String name = file ? input : "standard input";
    try (BufferedReader text = new BufferedReader(new LineFeed(new LineReader(in, name)))) {
      if (output.isPresent()) {
        DurableFile.write(
            output.get(),
            channel ->
                split(splitter, text, new UnclosedOutput(Channels.newOutputStream(channel))));
      } else {
        split(splitter, text, streams.output());
      }
      return ExitCodes.OK;
    } catch (ClosedPipeException e) {
      return ExitCodes.CLOSED_OUTPUT;
    }
  }

  /** A paragraph at a time, so that a text of any size can be split. */
  private static void split(TextSplitter splitter, BufferedReader text, OutputStream out)
      throws IOException {
    try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      StringBuilder paragraph = new StringBuilder();
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        paragraph.append(line).append('\n');
        if (line.isBlank() || paragraph.length() > MAX_PARAGRAPH) {
          write(splitter, paragraph, writer);
        }
      }
      write(splitter, paragraph, writer);
    }
  }

  private static void write(TextSplitter splitter, StringBuilder paragraph, Writer writer)
      throws IOException {
    for (TextSentence sentence : splitter.split(paragraph.toString())) {
      writer.write(String.join(" ", sentence.forms()));
      writer.write('\n');
    }
    paragraph.setLength(0);
  }
}
