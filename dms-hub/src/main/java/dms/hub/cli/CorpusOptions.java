package dms.hub.cli;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Schema;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.SentenceWriter;
import dms.core.corpus.Token;
import dms.core.corpus.TsvReader;
import dms.core.corpus.TsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where sentences come from, where they go, and in which formats. */
final class CorpusOptions {
  private static final String STANDARD = "-";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      defaultValue = STANDARD,
      description = "Corpus to be read; - is the standard input (default: ${DEFAULT-VALUE}).")
  private String input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = STANDARD,
      description =
          "File to be written, which appears when it is complete; "
              + "- is the standard output (default: ${DEFAULT-VALUE}).")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description =
          "Format of the input: conllu, tsv, or text with a sentence a line and blanks between "
              + "tokens (default: as the file's extension tells).")
  private Optional<CorpusFormat> format;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description =
          "Format of the output: conllu or tsv (default: as the file's extension tells; on the "
              + "standard output that of the input, for text conllu).")
  private Optional<CorpusFormat> outputFormat;

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      converter = ColumnConverter.class,
      description =
          "Columns of a TSV input without header, such as form,xpos (default: the first line "
              + "names them).")
  private List<Column> columns = List.of();

  @Option(
      names = "--output-columns",
      paramLabel = "COLUMN",
      split = ",",
      converter = ColumnConverter.class,
      description = "Columns of a TSV output, form among them (default: all).")
  private List<Column> outputColumns = List.of();

  /** Reads {@code conllu}, {@code tsv}, {@code text}. */
  static final class FormatConverter implements ITypeConverter<CorpusFormat> {
    @Override
    public CorpusFormat convert(String value) {
      for (CorpusFormat format : CorpusFormat.values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(value)) {
          return format;
        }
      }
      throw new TypeConversionException("expected conllu, tsv or text, found '" + value + "'");
    }
  }

  /** Reads the spec of a column. */
  static final class ColumnConverter implements ITypeConverter<Column> {
    @Override
    public Column convert(String value) {
      try {
        return Column.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** The file to be written; empty for the standard output. */
  Optional<Path> outputFile() {
    return output.equals(STANDARD) ? Optional.empty() : Optional.of(Path.of(output));
  }

  /**
   * Refuses options that do not fit together.
   *
   * @throws IllegalArgumentException saying what to do
   */
  void check() {
    if (!columns.isEmpty() && inputFormat() != CorpusFormat.TSV) {
      throw new IllegalArgumentException("--columns is for --format tsv only");
    }
    if (!outputColumns.isEmpty() && writtenFormat() != CorpusFormat.TSV) {
      throw new IllegalArgumentException("--output-columns is for --output-format tsv only");
    }
    if (writtenFormat() == CorpusFormat.TEXT) {
      throw new IllegalArgumentException(
          "plain text has no place for what is predicted; use --output-format conllu or tsv");
    }
  }

  private CorpusFormat inputFormat() {
    if (format.isEmpty() && input.equals(STANDARD)) {
      throw new IllegalArgumentException(
          "the standard input has no extension; name its format: --format conllu, tsv or text");
    }
    return format.orElseGet(() -> CorpusFormat.ofFile(Path.of(input)));
  }

  private CorpusFormat writtenFormat() {
    if (outputFormat.isPresent()) {
      return outputFormat.get();
    }
    if (outputFile().isPresent()) {
      return unpackedFormat(outputFile().get());
    }
    return inputFormat() == CorpusFormat.TEXT ? CorpusFormat.CONLLU : inputFormat();
  }

  private static CorpusFormat unpackedFormat(Path output) {
    if (output.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      throw new IllegalArgumentException(
          output + ": the output is not packed; leave out .gz, or write to gzip through a pipe");
    }
    return CorpusFormat.ofFile(output);
  }

  /**
   * Opens the input.
   *
   * @param standard standard input
   * @throws IOException when the file cannot be opened
   */
  SentenceReader reader(InputStream standard) throws IOException {
    boolean file = !input.equals(STANDARD);
    if (file && Files.isDirectory(Path.of(input))) {
      throw new NoSuchFileException(input, null, "expected a file, found a folder");
    }
    InputStream in = file ? CorpusFormat.open(Path.of(input)) : standard;
    String name = file ? input : "standard input";
    SentenceReader reader =
        columns.isEmpty() ? inputFormat().reader(in, name) : new TsvReader(in, name, columns);
    boolean bare = inputFormat() == CorpusFormat.TEXT && writtenFormat() == CorpusFormat.TSV;
    return new InputReader(reader, bare ? CorpusOptions::formsOnly : sentence -> sentence);
  }

  /** A TSV of plain text has the form and what is predicted, not every column of CoNLL-U. */
  private static Sentence formsOnly(Sentence sentence) {
    Schema schema = Schema.ofTsv(List.of(Column.FORM));
    return sentence.withTokens(
        sentence.tokens().stream().map(token -> Token.of(schema, token.form())).toList());
  }

  /** A writer on a stream, which it closes when it is closed. */
  SentenceWriter writer(OutputStream out) {
    return outputColumns.isEmpty()
        ? writtenFormat().writer(out)
        : new TsvWriter(out, outputColumns);
  }
}
