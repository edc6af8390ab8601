package dms.hub.cli;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.file.DurableFile;
import dms.hub.cli.StandardStreams.ClosedPipeException;
import dms.hub.format.DocumentReader;
import dms.hub.format.DocumentWriter;
import dms.hub.format.InputFormat;
import dms.hub.format.OutputFormat;
import dms.hub.format.TableWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Tags files one after the other, into one output or into a folder of outputs. */
final class TaggingRun {
  private final StandardStreams streams;
  private final FileOptions options;
  private final InputFormat.Details details;
  private final List<Column> outputColumns;
  private final TaggingProgress progress;
  private final DocumentTagger tagger;

  /**
   * @param details what the readers have to know
   * @param outputColumns of TSV; none for all
   * @param progress that the tagger tells
   */
  TaggingRun(
      StandardStreams streams,
      FileOptions options,
      InputFormat.Details details,
      List<Column> outputColumns,
      TaggingProgress progress,
      DocumentTagger tagger) {
    this.streams = streams;
    this.options = options;
    this.details = details;
    this.outputColumns = List.copyOf(outputColumns);
    this.progress = progress;
    this.tagger = tagger;
  }

  /**
   * Does the tasks.
   *
   * @param identity of the model and the options, for the journal of an output folder
   * @return the exit code
   * @throws IOException when the output cannot be written, or an input not read that goes into the
   *     same output as others
   */
  int run(List<Task> tasks, FolderRun.Identity identity) throws IOException {
    try {
      int code;
      if (options.toFolder()) {
        Path folder = options.output().orElseThrow();
        code = new FolderRun(folder, options, progress, this::toFile).run(tasks, identity);
      } else {
        toOne(tasks);
        code = ExitCodes.OK;
      }
      progress.finish();
      return code;
    } catch (ClosedPipeException e) {
      progress.abandon();
      return ExitCodes.CLOSED_OUTPUT;
    } catch (InputException e) {
      progress.abandon();
      throw e.reason();
    } catch (IOException | RuntimeException e) {
      progress.abandon();
      throw e;
    }
  }

  private void toOne(List<Task> tasks) throws IOException {
    Optional<Path> file = options.output();
    if (file.isPresent()) {
      DurableFile.write(file.get(), channel -> tag(tasks, stream(channel, file.get())));
    } else {
      tag(tasks, streams.output());
    }
  }

  private void toFile(Task task) throws IOException {
    Path file = task.output().orElseThrow();
    DurableFile.write(file, channel -> tag(List.of(task), stream(channel, file)));
  }

  /** A stream into a file, packed if the file is named .gz. */
  static OutputStream stream(FileChannel channel, Path file) throws IOException {
    OutputStream out = new UnclosedOutput(Channels.newOutputStream(channel));
    return OutputFormat.isPacked(file) ? new GZIPOutputStream(out, 1 << 16) : out;
  }

  private void tag(List<Task> tasks, OutputStream stream) throws IOException {
    try (DocumentWriter out = writer(tasks.get(0), stream)) {
      for (int i = 0; i < tasks.size(); i++) {
        if (tasks.size() > 1) {
          progress.file(i + 1, tasks.size(), tasks.get(i).input().name());
        }
        try (DocumentReader in = reader(tasks.get(i))) {
          tagger.tag(in, out);
        }
      }
    }
  }

  private DocumentReader reader(Task task) {
    Optional<Path> file = task.input().path();
    try {
      InputStream in = file.isPresent() ? CorpusFormat.open(file.get()) : streams.in();
      return task.format().reader(in, task.input().name(), details);
    } catch (IOException e) {
      throw new InputException(e);
    }
  }

  private DocumentWriter writer(Task task, OutputStream out) {
    boolean shown = options.output().isEmpty() && streams.outIsTerminal();
    return task.outputFormat()
        .writer(
            out,
            new OutputFormat.Details(
                outputColumns,
                task.format().formsOnly(),
                options.probabilities(),
                shown ? Terminal.width() : TableWriter.ANY_WIDTH));
  }
}
