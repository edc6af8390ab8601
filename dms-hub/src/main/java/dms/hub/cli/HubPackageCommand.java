package dms.hub.cli;

import dms.core.file.DurableFile;
import dms.core.weights.WeightPrecision;
import dms.hub.archive.ModelArchive;
import dms.hub.archive.Publication;
import dms.hub.archive.PublishedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hub package}: makes an archive for others of what a run trained. */
@Command(
    name = "package",
    description =
        "Packs a trained system into an archive for others, with a card that says what it is, and"
            + " prints what a catalogue is to say of it. The same input gives the same bytes.",
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
    footer = {
      "",
      "Example:",
      "  dms hub package runs/demo --name en-demo --version 1.0.0 --license CC0-1.0"
    })
public final class HubPackageCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description = "Folder of a run that came to its end, or of a bundle.")
  private Path run;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description =
          "What others call it, such as is-small: lower-case letters, digits and . _ - within.")
  private String name;

  @Option(
      names = "--version",
      required = true,
      paramLabel = "VERSION",
      description = "A semantic version, such as 1.0.0.")
  private String version;

  @Option(
      names = {"--license", "--licence"},
      paramLabel = "LICENCE",
      description = "Licence of the weights, such as CC-BY-SA-4.0. Nothing is packed without.")
  private Optional<String> licence = Optional.empty();

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "Language, such as is (default: that of the run).")
  private Optional<String> language = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.tar.gz",
      description = "The archive (default: NAME-VERSION.tar.gz).")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--address",
      paramLabel = "URL",
      description = "Where the archive will be got from, for the catalogue; may be repeated.")
  private List<String> addresses = List.of();

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "Write the entry of the catalogue to a file too.")
  private Optional<Path> entry = Optional.empty();

  @Option(
      names = "--rebuild",
      paramLabel = "COMMAND",
      description = "Command that trains it anew, for the card.")
  private Optional<String> rebuild = Optional.empty();

  @Option(
      names = "--notes",
      paramLabel = "FILE",
      description = "Markdown for the card, such as where the data are from and their licences.")
  private Optional<Path> notes = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      converter = PrecisionConverter.class,
      description =
          "Numbers of the weights: float32 (default), float16 for half the size, int8 for a quarter;"
              + " measure what it costs with: dms evaluate.")
  private WeightPrecision precision = WeightPrecision.FLOAT32;

  /** Reads {@code float32}, {@code float16}, {@code int8}. */
  static final class PrecisionConverter implements ITypeConverter<WeightPrecision> {
    @Override
    public WeightPrecision convert(String value) {
      return Names.parse(WeightPrecision.values(), value);
    }
  }

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Made by the program or by picocli. */
  public HubPackageCommand() {}

  @Override
  public Integer call() throws IOException {
    Publication publication = publication();
    Path archive = output.orElse(Path.of(publication.fileName()));
    if (!archive.toString().endsWith(ModelArchive.EXTENSION)) {
      throw usage(
          "--output: expected a name that ends in %s, found %s"
              .formatted(ModelArchive.EXTENSION, archive));
    }
    PublishedModel model = publication.pack(bundle(), archive);
    String json = model.catalogueEntry(addresses);
    if (entry.isPresent()) {
      DurableFile.writeString(entry.get(), json + "\n");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("archive: " + archive);
    out.println("size: " + model.size());
    out.println("sha256: " + model.sha256());
    out.println("entry of a catalogue:");
    out.println(json);
    out.flush();
    return ExitCodes.OK;
  }

  private Publication publication() throws IOException {
    String granted =
        licence
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () ->
                    usage(
                        "--license is missing: without a licence nobody may use what is published;"
                            + " name one that the licences of the training data allow, such as"
                            + " --license CC-BY-SA-4.0"));
    Optional<String> text =
        notes.isPresent() ? Optional.of(Files.readString(notes.get())) : Optional.empty();
    try {
      return new Publication(name, version, granted, language, rebuild, text, precision);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private Path bundle() throws NoSuchFileException {
    Path ofRun = run.resolve("bundle");
    boolean isRun = Files.exists(run.resolve("run.json")) || Files.isDirectory(ofRun);
    if (isRun && Files.notExists(ofRun)) {
      throw new NoSuchFileException(
          ofRun.toString(),
          null,
          "the run has not come to its end; go on with: dms train … --resume");
    }
    return isRun ? ofRun : run;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
