package dms.bench.peer;

import dms.core.corpus.ConlluWriter;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.SentenceReader;
import dms.core.tensor.NativeRuntime;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tags a CoNLL-U file into another one, several times. */
@Command(name = "TaggingSpeed", description = "Times tagging from file to file.")
public final class TaggingSpeed implements Callable<Integer> {
  @Option(names = "--bundle", required = true, description = "folder of the system")
  private Path bundle;

  @Option(names = "--in", required = true, description = "CoNLL-U file to tag")
  private Path in;

  @Option(names = "--tagged", required = true, description = "where the tagged one is written")
  private Path tagged;

  @Option(names = "--threads", description = "threads of an operation; 0: as by default")
  private int threads;

  @Option(names = "--warmups", description = "passes before the clock runs", defaultValue = "2")
  private int warmups;

  @Option(names = "--passes", description = "measured passes", defaultValue = "3")
  private int passes;

  @Option(names = "--out", required = true, description = "where the times are written, as JSON")
  private Path out;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TaggingSpeed()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    NativeRuntime runtime = NativeRuntime.require();
    PipelineOptions defaults = PipelineOptions.defaults();
    Timings timings = new Timings();
    long tokens = Corpora.tokens(Corpora.first(in, Long.MAX_VALUE));
    try (TaggingPipeline pipeline =
        TaggingPipeline.load(
            bundle.toString(), threads > 0 ? defaults.withThreads(threads) : defaults)) {
      for (int pass = 0; pass < warmups + passes; pass++) {
        timings.time("tag", tokens, pass < warmups, () -> tag(pipeline));
      }
    }
    timings.write(out, runtime);
    return 0;
  }

  private void tag(TaggingPipeline pipeline) throws IOException {
    try (SentenceReader reader = CorpusFormat.ofFile(in).reader(in);
        ConlluWriter writer =
            new ConlluWriter(new BufferedOutputStream(Files.newOutputStream(tagged)))) {
      pipeline.tag(reader, writer);
    }
  }
}
