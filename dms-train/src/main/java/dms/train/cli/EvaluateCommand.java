package dms.train.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.file.DurableFile;
import dms.core.tensor.ComputeDevice;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.cli.CommonOptions;
import dms.hub.cli.ComputeOptions;
import dms.hub.cli.ExitCodes;
import dms.hub.cli.Models;
import dms.train.ConllEvaluation;
import dms.train.CorpusFiles;
import dms.train.CorpusScope;
import dms.train.ModelEvaluation;
import dms.train.ScoredDecoders;
import dms.train.eval.CorpusResults;
import dms.train.eval.Evaluation;
import dms.train.eval.Exclusions;
import dms.train.eval.conll.ConllScores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dms evaluate}: measures a trained model on a file with gold values. */
@Command(
    name = "evaluate",
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
      ExitCodes.CONFIGURATION_TEXT
    },
    description =
        "Measures a trained model: each decoder on all tokens, on known and on unknown ones.",
    footer = {
      "",
      "A decoder whose column the file lacks is not scored, and is told of.",
      "",
      "Of a tagger also the tokens are told whose gold tag was never seen in training.",
      "",
      "A lemmatizer that reads tags is scored twice: with predicted tags, as users get it, and",
      "with gold tags.",
      "",
      "Example:",
      "  dms evaluate --model runs/demo/bundle --data examples/demo/dev.conllu --json scores.json",
      "  dms evaluate --model runs/demo/bundle --data examples/demo/dev.conllu --report report.html"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "NAME|DIR|FILE",
      description = "The model: its name, such as is-small, its bundle's folder, or its archive.")
  private String model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "File with gold values: .conllu, .conll or .tsv.")
  private Path data;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Columns of a .tsv file in order, if its first line does not name them.")
  private List<String> columns = List.of();

  @Option(
      names = "--corpus",
      paramLabel = "NAME",
      description = {
        "Corpus that the file is of, where the model was trained on several: one of",
        "training.corpora in its bundle.json. Only its decoders are scored then."
      })
  private Optional<String> corpus = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the scores as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--conll18",
      description = {
        "Also score the file, tagged, as the CoNLL 2018 shared task does; a .conllu file. What the",
        "model does not predict is left empty."
      })
  private boolean conll18;

  @Mixin private ReportOptions report;

  @Option(
      names = "--exclude",
      paramLabel = "COLUMN=VALUE",
      description = {
        "Leave tokens with this gold value out of the column's scores, as in xpos=x; several",
        "times if need be; x* stands for all values that begin with x."
      })
  private List<String> exclude = List.of();

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Tokens of a batch, padding included (default: ${DEFAULT-VALUE}).")
  private int batchTokens;

  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() throws Exception {
    Bundle bundle = Models.find(model, spec);
    corpus.ifPresent(bundle.description()::requireCorpus);
    List<Sentence> sentences =
        CorpusFiles.read(data, columns).stream()
            .map(sentence -> corpus.map(sentence::inCorpus).orElse(sentence))
            .toList();
    report.check(bundle.folder());
    ComputeDevice device = compute.open();
    compute.precision().warnIfSlow(device);
    Optional<ConllScores> conll =
        conll18 ? Optional.of(conllScores(bundle, device, sentences)) : Optional.empty();
    CorpusScope scope = new CorpusScope(bundle.description().corpora());
    try (EncodersDecoders loaded = bundle.load(device)) {
      ScoredDecoders scored = ScoredDecoders.of(loaded, scope, data, sentences);
      if (!scored.leftOut().isEmpty()) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("not scored: " + String.join(", ", scored.leftOut()));
        err.flush();
      }
      Exclusions exclusions = Exclusions.parse(exclude);
      exclusions.requireAmong(scored.columns());
      ModelEvaluation evaluation =
          new ModelEvaluation(
              loaded, bundle::knowsForm, batchTokens, scope, scored.names(), exclusions);
      Optional<CorpusResults> results =
          report.isWanted()
              ? Optional.of(inPrecision(device, () -> evaluation.results(sentences)))
              : Optional.empty();
      Evaluation scores =
          results
              .map(CorpusResults::scores)
              .orElseGet(
                  () -> inPrecision(device, () -> evaluation.evaluateWithGoldTags(sentences)));
      print(scores, conll);
      if (results.isPresent()) {
        report.write(bundle, data, notes(scored), results.get());
      }
    }
    return 0;
  }

  private <T> T inPrecision(ComputeDevice device, Supplier<T> work) {
    return compute.precision().supply(device, work);
  }

  private ConllScores conllScores(Bundle bundle, ComputeDevice device, List<Sentence> sentences)
      throws IOException {
    ConllEvaluation evaluation = ConllEvaluation.of(data);
    PipelineOptions options =
        PipelineOptions.defaults()
            .withDevice(device)
            .withPrecision(compute.precision())
            .withBatchTokens(batchTokens);
    try (TaggingPipeline pipeline =
        TaggingPipeline.load(bundle, corpus.map(options::withCorpus).orElse(options))) {
      return evaluation.scores(pipeline, sentences);
    }
  }

  private void print(Evaluation scores, Optional<ConllScores> conll) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(scores.toTable());
    conll.ifPresent(task -> out.print("\nCoNLL 2018 shared task\n" + task.toTable()));
    out.flush();
    if (json.isPresent()) {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode root = (ObjectNode) mapper.readTree(scores.toJson());
      if (conll.isPresent()) {
        root.set("conll18", mapper.readTree(conll.get().toJson()));
      }
      DurableFile.writeString(json.get(), root + "\n");
    }
  }

  /** What else decided on the scores. */
  private Map<String, String> notes(ScoredDecoders scored) {
    Map<String, String> notes = new LinkedHashMap<>();
    corpus.ifPresent(name -> notes.put("Scored as corpus", name));
    if (!exclude.isEmpty()) {
      notes.put("Left out", String.join(", ", exclude));
    }
    if (!scored.leftOut().isEmpty()) {
      notes.put("Not scored", String.join(", ", scored.leftOut()));
    }
    return notes;
  }
}
