package dms.hub.cli;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.hub.bundle.Bundle;
import dms.hub.format.Document;
import dms.hub.format.DocumentSentence;
import dms.hub.format.RawTextReader;
import dms.hub.format.TableWriter;
import dms.hub.format.TaggedDocument;
import dms.hub.text.TextSplitters;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code demo}: shows what the shipped models make of a paragraph each. */
@Command(
    name = "demo",
    description = "Tags an Icelandic and an English paragraph with the models that come with DMS.",
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
      ExitCodes.CONFIGURATION_TEXT
    },
    footer = {
      "",
      "Needs no network. To see a model being trained: dms train examples/demo.conf",
      "",
      "Example:",
      "  dms demo"
    })
public final class DemoCommand implements Callable<Integer> {
  private final Finder models;
  private final boolean outIsTerminal;

  @Mixin private ComputeOptions compute;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  /** Where a model comes from. */
  @FunctionalInterface
  interface Finder {
    /** The bundle of that name. */
    Bundle find(String name, CommandSpec spec) throws IOException;
  }

  /** A paragraph and who tags it. */
  private record Example(String language, String model, String resource) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("Icelandic", "is-small", "demo-is.txt"),
          new Example("English", "en-small", "demo-en.txt"));

  /** The demo of the shipped models. */
  public DemoCommand() {
    this(Models::find, Terminal.showsStandardOutput());
  }

  DemoCommand(Finder models, boolean outIsTerminal) {
    this.models = models;
    this.outIsTerminal = outIsTerminal;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (Example example : EXAMPLES) {
      show(example, out);
    }
    out.println("Your own text: echo 'Hún las bókina.' | dms tag --model is-small");
    out.flush();
    return ExitCodes.OK;
  }

  private void show(Example example, PrintWriter out) throws IOException {
    Bundle bundle = models.find(example.model(), spec);
    PipelineOptions options =
        PipelineOptions.defaults().withDevice(compute.open()).withPrecision(compute.precision());
    try (TaggingPipeline pipeline = TaggingPipeline.load(bundle, options)) {
      Document paragraph = paragraph(example, bundle.description().language());
      out.println(
          "%s, tagged by %s %s:"
              .formatted(
                  example.language(), bundle.description().name(), bundle.description().version()));
      out.println();
      out.println(paragraph.text().orElseThrow());
      out.println();
      out.println(table(paragraph, pipeline));
    }
  }

  private static Document paragraph(Example example, String language) throws IOException {
    InputStream resource = DemoCommand.class.getResourceAsStream(example.resource());
    if (resource == null) {
      throw new FileNotFoundException("dms-hub was packed without " + example.resource());
    }
    try (RawTextReader reader =
        new RawTextReader(resource, example.resource(), TextSplitters.of(language))) {
      return reader.read().orElseThrow();
    }
  }

  private String table(Document paragraph, TaggingPipeline pipeline) throws IOException {
    List<Sentence> sentences =
        paragraph.sentences().stream().map(DocumentSentence::sentence).toList();
    List<Map<Column, List<Prediction>>> predictions = pipeline.predict(sentences, false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int width = outIsTerminal ? Terminal.width() : TableWriter.ANY_WIDTH;
    try (TableWriter table = new TableWriter(bytes, width, false)) {
      table.write(new TaggedDocument(paragraph, predictions));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
