package dms.hub.cli;

import dms.core.file.Sha256;
import dms.hub.DmsVersion;
import dms.hub.PipelineOptions;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which model is run and how; to be mixed in. */
final class ModelOptions {
  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "NAME|DIR|FILE",
      description = "The model: its name, such as is-small, its bundle's folder, or its archive.")
  private String model;

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      defaultValue = "" + PipelineOptions.DEFAULT_BATCH_TOKENS,
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
  private Optional<String> corpus = Optional.empty();

  @Mixin private ComputeOptions compute;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Reads the bundle; libtorch is not loaded yet: a wrong name should not cost that time. */
  Bundle bundle() throws IOException {
    Bundle bundle = Models.find(model, spec);
    corpus.ifPresent(bundle.description()::requireCorpus);
    return bundle;
  }

  /** Loads libtorch and says how the model is run. */
  PipelineOptions pipeline() {
    PipelineOptions options =
        PipelineOptions.defaults()
            .withBatchTokens(batchTokens)
            .withDevice(compute.open())
            .withPrecision(compute.precision());
    return corpus.map(options::withCorpus).orElse(options);
  }

  /**
   * What decides over the output.
   *
   * @param further options, as text
   */
  FolderRun.Identity identity(Bundle bundle, String further) {
    String options =
        String.join(
            "|",
            DmsVersion.current(),
            "" + batchTokens,
            "" + compute.precision(),
            "" + corpus,
            further);
    return new FolderRun.Identity(sum(bundle.description().toString()), sum(options));
  }

  private static String sum(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
