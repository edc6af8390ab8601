package dms.hub.cli;

import dms.core.file.DurableFile;
import dms.core.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tags files into a folder. Its {@link Journal} lets a run that was killed go on where it stopped,
 * and a later one do only what has changed.
 */
final class FolderRun {
  private final Path folder;
  private final FileOptions options;
  private final TaggingProgress progress;
  private final Work work;
  private int code = ExitCodes.OK;
  private int failed;
  private int skipped;

  /** What decides over the output beside the input. */
  record Identity(String model, String options) {}

  /** Does one task. */
  @FunctionalInterface
  interface Work {
    /**
     * Writes the output of a task.
     *
     * @throws InputException when the input cannot be read
     * @throws IOException when the output cannot be written
     */
    void run(Task task) throws IOException;
  }

  FolderRun(Path folder, FileOptions options, TaggingProgress progress, Work work) {
    this.folder = folder;
    this.options = options;
    this.progress = progress;
    this.work = work;
  }

  /** Does the tasks that are not done; the exit code of the first that failed, else 0. */
  int run(List<Task> tasks, Identity identity) throws IOException {
    try (Journal journal = Journal.open(folder, options.restart())) {
      prepareFolders(tasks);
      for (int i = 0; i < tasks.size() && !(options.failFast() && failed > 0); i++) {
        progress.file(i + 1, tasks.size(), tasks.get(i).input().name());
        run(tasks.get(i), identity, journal);
      }
    }
    if (skipped > 0) {
      progress.tell("%d of %d files were done already".formatted(skipped, tasks.size()));
    }
    if (failed > 0) {
      progress.tellAlways("%d of %d files failed".formatted(failed, tasks.size()));
    }
    return code;
  }

  /** Also takes away what a killed process left half written. */
  private void prepareFolders(List<Task> tasks) throws IOException {
    TreeSet<Path> folders = new TreeSet<>();
    tasks.forEach(task -> folders.add(task.output().orElseThrow().getParent()));
    for (Path each : folders) {
      Files.createDirectories(each);
      DurableFile.removeLeftovers(each);
    }
  }

  private void run(Task task, Identity identity, Journal journal) throws IOException {
    try {
      if (task.input().path().isEmpty()) {
        // Whether the standard input has changed cannot be seen without reading it.
        work.run(task);
        return;
      }
      JournalEntry asked = entry(task, task.input().path().get(), identity);
      Optional<String> change = journal.entry(asked.output()).map(done -> done.changedTo(asked));
      if (change.isPresent() && change.get().isEmpty()) {
        skipped++;
        return;
      }
      change.ifPresent(
          why -> progress.tell("%s: done again, since %s".formatted(task.input().name(), why)));
      work.run(task);
      journal.add(asked.withOutput(Sha256.of(task.output().orElseThrow())));
    } catch (InputException e) {
      fail(task, e.reason());
    } catch (IllegalStateException e) {
      // The model is closed, since the process is asked to end: no fault of the file.
      throw e;
    } catch (RuntimeException e) {
      fail(task, e);
    }
  }

  private void fail(Task task, Exception failure) {
    String message = ErrorReport.message(failure);
    String name = task.input().name();
    progress.tellAlways("error: " + (message.startsWith(name) ? message : name + ": " + message));
    code = failed == 0 ? ErrorReport.exitCode(failure) : code;
    failed++;
  }

  private String name(Task task) {
    Path output = task.output().orElseThrow();
    return folder.normalize().relativize(output).toString().replace('\\', '/');
  }

  /**
   * What is there before the task is done: a change of the input while it is read is seen later.
   */
  private JournalEntry entry(Task task, Path input, Identity identity) throws IOException {
    Path output = task.output().orElseThrow();
    try {
      return new JournalEntry(
          name(task),
          task.input().name(),
          Files.size(input),
          Sha256.of(input),
          identity.model(),
          identity.options(),
          Files.exists(output) ? Sha256.of(output) : "");
    } catch (IOException e) {
      throw new InputException(e);
    }
  }
}
