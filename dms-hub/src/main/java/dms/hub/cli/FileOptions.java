package dms.hub.cli;

import dms.core.corpus.Column;
import dms.hub.format.InputFormat;
import dms.hub.format.OutputFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What is read, where the output goes, and in which formats; to be mixed in. */
final class FileOptions {
  private static final String STANDARD = "-";

  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description = {
        "Files, folders with all below them, or globs in quotes such as 'texts/**/*.txt'; perhaps",
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
      paramLabel = "FILE|FOLDER",
      defaultValue = STANDARD,
      description = {
        "File to be written, which appears when it is complete, packed if named .gz; or a folder,",
        "which gets a file for each input; - is the standard output (default: ${DEFAULT-VALUE})."
      })
  private String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = InputFormatConverter.class,
      description = {
        "Format of the input: raw (running text), text (a sentence a line, blanks between",
        "tokens), conllu, tsv or jsonl (default: as the file's extension tells; .txt is raw)."
      })
  private Optional<InputFormat> format = Optional.empty();

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      converter = OutputFormatConverter.class,
      description = {
        "Format of the output: conllu, tsv, jsonl or table (default: as the output's extension",
        "tells, else that of the input, for raw and text conllu)."
      })
  private Optional<OutputFormat> outputFormat = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      converter = ColumnConverter.class,
      description = "Columns of a TSV input without header, such as form,xpos.")
  private List<Column> columns = List.of();

  @Option(
      names = "--output-columns",
      paramLabel = "COLUMN",
      split = ",",
      converter = ColumnConverter.class,
      description = "Columns of a TSV output, form among them (default: all).")
  private List<Column> outputColumns = List.of();

  @Option(
      names = "--probabilities",
      description = {
        "Also give the probability of each value and the source of each lemma: in MISC of",
        "CoNLL-U, in columns of their own elsewhere; JSON Lines always have them."
      })
  private boolean probabilities;

  @Option(names = "--quiet", description = "Tell only errors on the standard error.")
  private boolean quiet;

  @Option(
      names = "--fail-fast",
      description = "With an output folder: end at the first input that fails.")
  private boolean failFast;

  @Option(
      names = "--restart",
      description = {
        "With an output folder: do everything again, also what the folder's journal",
        "(.dms-journal.jsonl) has as done."
      })
  private boolean restart;

  /** Reads {@code raw}, {@code text}, {@code conllu}, {@code tsv}, {@code jsonl}. */
  static final class InputFormatConverter implements ITypeConverter<InputFormat> {
    @Override
    public InputFormat convert(String value) {
      return Names.parse(InputFormat.values(), value);
    }
  }

  /** Reads {@code conllu}, {@code tsv}, {@code jsonl}, {@code table}. */
  static final class OutputFormatConverter implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String value) {
      return Names.parse(OutputFormat.values(), value);
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

  /** What is to be read, as given. */
  List<String> inputs() {
    List<String> all = new ArrayList<>(namedInputs);
    all.addAll(inputs);
    return all;
  }

  /** The file or folder to be written; empty for the standard output. */
  Optional<Path> output() {
    return output.equals(STANDARD) ? Optional.empty() : Optional.of(Path.of(output));
  }

  /** Whether the output is a folder: it is one, looks like one, or has to hold several files. */
  boolean toFolder() {
    if (output().isEmpty()) {
      return false;
    }
    boolean several = inputs().size() > 1 || inputs().stream().anyMatch(InputFiles::namesSeveral);
    return output.endsWith("/")
        || Files.isDirectory(output().get())
        || (several && OutputFormat.ofFile(output().get()).isEmpty());
  }

  /** The format of the input, where it is named. */
  Optional<InputFormat> format() {
    return format;
  }

  /** The format of the output, where it is named. */
  Optional<OutputFormat> outputFormat() {
    return outputFormat;
  }

  /** Columns of a TSV input without header. */
  List<Column> columns() {
    return columns;
  }

  /** Columns of a TSV output; none for all. */
  List<Column> outputColumns() {
    return outputColumns;
  }

  /** The options that decide over what is written, as text. */
  String deciding() {
    return String.join(
        "|", "" + format, "" + outputFormat, "" + columns, "" + outputColumns, "" + probabilities);
  }

  boolean probabilities() {
    return probabilities;
  }

  boolean quiet() {
    return quiet;
  }

  boolean failFast() {
    return failFast;
  }

  boolean restart() {
    return restart;
  }
}
