package dms.hub.cli;

import dms.core.component.Decoder;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.format.InputFormat;
import dms.hub.text.TextSplitters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lemmatize}: lemmas of words whose tags are known. */
@Command(
    name = "lemmatize",
    description = "Gives the lemmas of tokens whose tags are known.",
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
      "The input is CoNLL-U, or TSV with form and tag and an empty line after each sentence; the",
      "tag is that which the model's lemmatizer reads, such as xpos. A tag that the model does not",
      "know, or none, is an unknown tag to it, and is told of. A lemmatizer that reads no tag makes",
      "its lemmas of the forms, which is told too.",
      "",
      "The output has form, tag and lemma, or is the CoNLL-U with its lemmas replaced.",
      "",
      "Examples:",
      "  printf 'Hún\\tPRO-N\\nlas\\tVBDI\\n' | dms lemmatize --model is-small",
      "  dms lemmatize --model is-small tagged.conllu --output lemmas.tsv --probabilities",
      "  dms lemmatize --model is-small words.tsv --columns form,upos,xpos"
    })
public final class LemmatizeCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Mixin private ModelOptions model;
  @Mixin private FileOptions files;

  @Option(names = "--header", description = "The first line of a TSV input names its columns.")
  private boolean header;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** A command on the streams of this process. */
  public LemmatizeCommand() {
    this(StandardStreams.ofProcess());
  }

  LemmatizeCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (header && !files.columns().isEmpty()) {
      throw new IllegalArgumentException(
          "--header and --columns both name the columns; leave out one");
    }
    List<Task> tasks =
        new TaskPlan(files, InputFormat.TSV, EnumSet.of(InputFormat.TSV, InputFormat.CONLLU))
            .tasks(new ArrayList<Path>());
    Bundle bundle = model.bundle();
    try (TaggingPipeline pipeline =
        TaggingPipeline.load(bundle, model.pipeline().withGivenValues())) {
      if (!pipeline.columns().contains(Column.LEMMA)) {
        throw new IllegalArgumentException(
            "model %s: expected one that predicts lemmas, found one of %s"
                .formatted(bundle.description().name(), pipeline.columns()));
      }
      return run(tasks, bundle, pipeline);
    }
  }

  private int run(List<Task> tasks, Bundle bundle, TaggingPipeline pipeline) throws IOException {
    Optional<Decoder> tagger = pipeline.inputOf(Column.LEMMA);
    List<Column> tags = tags(tagger);
    TaggingProgress progress =
        new TaggingProgress(spec.commandLine().getErr(), streams.errIsTerminal(), files.quiet());
    if (tagger.isEmpty()) {
      progress.tell(
          "note: the lemmatizer of %s reads no tag; the given ones are passed on"
              .formatted(bundle.description().name()));
    }
    Analyzer lemmatizer = sentences -> lemmas(pipeline, sentences);
    Optional<GivenTags> given = tagger.map(decoder -> new GivenTags(lemmatizer, decoder));
    Analyzer analyzer = given.isPresent() ? given.get() : lemmatizer;
    int code =
        new TaggingRun(
                streams,
                files,
                details(bundle, tags),
                outputColumns(tags),
                progress,
                new DocumentTagger(analyzer, progress))
            .run(tasks, model.identity(bundle, "lemmatize|" + header + "|" + files.deciding()));
    given.flatMap(GivenTags::note).ifPresent(progress::tell);
    return code;
  }

  private List<Map<Column, List<Prediction>>> lemmas(
      TaggingPipeline pipeline, List<Sentence> sentences) {
    return pipeline.predict(sentences, files.probabilities()).stream()
        .map(ofColumns -> Map.of(Column.LEMMA, ofColumns.get(Column.LEMMA)))
        .toList();
  }

  /** The columns of the tag: those that are read, else those that stand beside the form. */
  private List<Column> tags(Optional<Decoder> tagger) {
    List<Column> beside =
        files.columns().stream()
            .filter(column -> !column.equals(Column.FORM) && !column.equals(Column.LEMMA))
            .toList();
    return tagger
        .map(decoder -> decoder.column().parts())
        .orElse(beside.isEmpty() ? List.of(Column.XPOS) : beside);
  }

  private InputFormat.Details details(Bundle bundle, List<Column> tags) {
    List<Column> columns = new ArrayList<>(files.columns());
    if (columns.isEmpty() && !header) {
      columns.add(Column.FORM);
      columns.addAll(tags);
    }
    return new InputFormat.Details(
        TextSplitters.onFirstUse(bundle.description().language()), "text", columns);
  }

  private List<Column> outputColumns(List<Column> tags) {
    if (!files.outputColumns().isEmpty()) {
      return files.outputColumns();
    }
    List<Column> columns = new ArrayList<>(List.of(Column.FORM));
    columns.addAll(tags);
    columns.add(Column.LEMMA);
    if (files.probabilities()) {
      columns.add(Column.parse("lemma.p"));
      columns.add(Column.parse("lemma.source"));
    }
    return columns;
  }
}
