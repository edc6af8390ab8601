package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.component.EncodersDecoders;
import dms.core.file.Sha256;
import dms.core.tensor.ComputeDevice;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.hub.TinyModel;
import dms.hub.archive.ModelArchive;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.catalogue.Catalogue;
import dms.hub.catalogue.CatalogueEntry;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HubPackageCommandTest {
  @TempDir static Path outside;
  private static Path run;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeRun() throws IOException {
    run = Files.createDirectories(outside.resolve("runs/tiny"));
    Files.writeString(run.resolve("run.json"), "{}");
    TinyModel.ofXpos().write(run.resolve("bundle"));
  }

  private int run(Path of, String... options) {
    List<String> arguments = new ArrayList<>(List.of("package", of.toString()));
    arguments.addAll(List.of(options));
    return new CommandLine(new HubCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(new ErrorReport())
        .execute(arguments.toArray(String[]::new));
  }

  private int publish(Path of, Path archive, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of("--name", "is-tiny", "--version", "2.0.0", "--license", "CC-BY-4.0"));
    options.addAll(List.of("--output", archive.toString()));
    options.addAll(List.of(more));
    return run(of, options.toArray(String[]::new));
  }

  @Test
  void runIsPackedUnderItsNewName() throws IOException {
    Path archive = folder.resolve("is-tiny.tar.gz");
    assertThat(publish(run, archive, "--language", "is-IS")).as(err.toString()).isZero();
    ModelArchive.unpack(archive, folder.resolve("unpacked"));
    BundleDescription published = Bundle.read(folder.resolve("unpacked")).description();
    BundleDescription trained = Bundle.read(run.resolve("bundle")).description();
    assertThat(published.name()).isEqualTo("is-tiny");
    assertThat(published.version()).isEqualTo("2.0.0");
    assertThat(published.licence()).isEqualTo("CC-BY-4.0");
    assertThat(published.language()).isEqualTo("is-IS");
    assertThat(published.encoders()).isEqualTo(trained.encoders());
    assertThat(published.decoders()).isEqualTo(trained.decoders());
    assertThat(published.training()).isEqualTo(trained.training());
    assertThat(published.files().get("weights.safetensors"))
        .isEqualTo(trained.files().get("weights.safetensors"));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("is-tiny.tar.gz", "unpacked");
  }

  @Test
  void entryOfACatalogueIsPrintedAndWritten() throws IOException {
    Path archive = folder.resolve("is-tiny.tar.gz");
    Path file = folder.resolve("entry.json");
    String address = "https://example.org/is-tiny.tar.gz";
    assertThat(publish(run, archive, "--entry", file.toString(), "--address", address)).isZero();
    JsonNode entry = new ObjectMapper().readTree(Files.readString(file));
    assertThat(out.toString())
        .contains("archive: " + archive + System.lineSeparator())
        .contains("sha256: " + Sha256.of(archive))
        .contains(Files.readString(file).strip());
    assertThat(entry.path("name").asText()).isEqualTo("is-tiny");
    assertThat(entry.path("version").asText()).isEqualTo("2.0.0");
    assertThat(entry.path("language").asText()).isEqualTo("is");
    assertThat(entry.path("tasks").toString()).isEqualTo("[\"lemma\",\"xpos\"]");
    assertThat(entry.path("size").asLong()).isEqualTo(Files.size(archive));
    assertThat(entry.path("sha256").asText()).isEqualTo(Sha256.of(archive));
    assertThat(entry.path("addresses").toString()).isEqualTo("[\"" + address + "\"]");
    assertThat(entry.path("licence").asText()).isEqualTo("CC-BY-4.0");
    assertThat(entry.path("scores").toString()).isEqualTo("{\"xpos.accuracy\":91.25}");
  }

  @Test
  void runAndItsBundleGiveTheSameBytesAgainAndAgain() throws IOException {
    Path first = folder.resolve("1.tar.gz");
    Path second = folder.resolve("2.tar.gz");
    assertThat(publish(run, first)).isZero();
    assertThat(publish(run.resolve("bundle"), second)).isZero();
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void cardHasWhatTheAuthorSays() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.md"), "Data: *á.conllu*, CC BY.\n");
    Path archive = folder.resolve("is-tiny.tar.gz");
    String rebuild = "./dms train examples/tiny.conf";
    assertThat(publish(run, archive, "--notes", notes.toString(), "--rebuild", rebuild)).isZero();
    ModelArchive.unpack(archive, folder.resolve("unpacked"));
    assertThat(folder.resolve("unpacked/MODEL_CARD.md"))
        .content()
        .startsWith("# is-tiny 2.0.0\n")
        .contains("- licence: CC-BY-4.0\n")
        .contains("Data: *á.conllu*, CC BY.")
        .contains("| xpos | xpos | tagger |")
        .contains("```\n" + rebuild + "\n```");
  }

  @ParameterizedTest
  @CsvSource({
    "is-tiny, 2.0.0, '', without a licence nobody may use",
    "is-tiny, 2.0.0, unspecified, without a licence nobody may use",
    "Is-Tiny, 2.0.0, CC0-1.0, expected a name of lower-case letters",
    "../tiny, 2.0.0, CC0-1.0, expected a name of lower-case letters",
    "is-tiny, 2.0, CC0-1.0, expected three numbers"
  })
  void whatCannotBePublishedIsRefused(String name, String version, String licence, String message) {
    String[] options = {
      "--name", name, "--version", version, "--output", folder.resolve("x.tar.gz").toString()
    };
    List<String> all = new ArrayList<>(List.of(options));
    if (!licence.isEmpty()) {
      all.addAll(List.of("--licence", licence));
    }
    assertThat(run(run, all.toArray(String[]::new))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"float16, 0.75", "int8, 0.6"})
  void precisionMakesItSmallerAndIsToldEverywhere(String precision, double share)
      throws IOException {
    Path full = folder.resolve("full.tar.gz");
    Path small = folder.resolve("small.tar.gz");
    assertThat(publish(run, full)).isZero();
    assertThat(publish(run, small, "--precision", precision)).as(err.toString()).isZero();
    assertThat(Files.size(small)).isLessThan(Files.size(full));
    ModelArchive.unpack(small, folder.resolve("unpacked"));
    Bundle bundle = Bundle.read(folder.resolve("unpacked"));
    BundleDescription packed = bundle.description();
    BundleDescription trained = Bundle.read(run.resolve("bundle")).description();
    long weights = packed.files().get("weights.safetensors").size();
    assertThat(weights)
        .isLessThan((long) (share * trained.files().get("weights.safetensors").size()));
    assertThat(packed.precision().label()).isEqualTo(precision);
    assertThat(packed.scores()).isEqualTo(trained.scores()).isNotEmpty();
    long unpacked =
        packed.files().entrySet().stream()
            .filter(file -> !file.getKey().equals("MODEL_CARD.md"))
            .mapToLong(file -> file.getValue().size())
            .sum();
    assertThat(bundle.card())
        .contains("- numbers of the weights: " + precision + "\n")
        .contains(String.format(Locale.ROOT, "- size: %,d bytes", unpacked));
    try (EncodersDecoders model = bundle.load(ComputeDevice.cpu())) {
      assertThat(model.parameters().tensors()).isNotEmpty();
    }
    // Packed already, it keeps its precision; float32 need not be said.
    Path again = folder.resolve("again.tar.gz");
    assertThat(publish(folder.resolve("unpacked"), again)).isZero();
    ModelArchive.unpack(again, folder.resolve("again"));
    assertThat(Bundle.read(folder.resolve("again")).description().precision().label())
        .isEqualTo(precision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"is-tiny.tar.gz", "með bili: 100%.tar.gz"})
  void packedModelGoesThroughACatalogueToAUser(String fileName) throws IOException {
    Path archive = folder.resolve(fileName);
    Path entry = folder.resolve("entry.json");
    assertThat(publish(run, archive, "--entry", entry.toString())).as(err.toString()).isZero();
    Path catalogue = folder.resolve("catalogue.json");
    Files.writeString(
        catalogue, "{\"formatVersion\": 1, \"models\": [" + Files.readString(entry) + "]}");
    assertThat(Catalogue.parse(Files.readAllBytes(catalogue), catalogue.toUri()).models())
        .singleElement()
        .extracting(CatalogueEntry::addresses)
        .isEqualTo(List.of(archive.toUri()));
    HubSettings settings =
        new HubSettings(
            Map.of(HubSettings.HOME, folder.resolve("home").toString(), HubSettings.OFFLINE, "1"),
            Map.of(),
            List.of(catalogue.toUri().toString()));
    HubOptions hub = new HubOptions(settings, Hub::of);
    assertThat(new CommandLine(new HubDownloadCommand(hub)).execute("is-tiny")).isZero();
    assertThat(new CommandLine(new HubVerifyCommand(hub)).execute("is-tiny@2.0.0")).isZero();
    Bundle bundle = Hub.of(settings).finder().find("is-tiny");
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, PipelineOptions.defaults());
        TaggingPipeline trained =
            TaggingPipeline.load(Bundle.read(run.resolve("bundle")), PipelineOptions.defaults())) {
      assertThat(pipeline.analyze("Hún las bókina.")).isEqualTo(trained.analyze("Hún las bókina."));
    }
  }

  @Test
  void otherKindOfArchiveIsRefused() {
    assertThat(publish(run, folder.resolve("is-tiny.zip"))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("ends in .tar.gz");
  }

  @Test
  void whatIsNotThereIsTold() throws IOException {
    Path archive = folder.resolve("is-tiny.tar.gz");
    assertThat(publish(folder.resolve("none"), archive)).isEqualTo(ExitCodes.NO_INPUT);
    Path unfinished = Files.createDirectories(folder.resolve("unfinished"));
    Files.writeString(unfinished.resolve("run.json"), "{}");
    assertThat(publish(unfinished, archive)).isEqualTo(ExitCodes.NO_INPUT);
    assertThat(err.toString()).contains("--resume");
    assertThat(archive).doesNotExist();
  }
}
