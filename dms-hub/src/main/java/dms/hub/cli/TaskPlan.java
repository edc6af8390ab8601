package dms.hub.cli;

import dms.hub.format.InputFormat;
import dms.hub.format.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the tasks of what a user asked for, and refuses what does not fit together. */
final class TaskPlan {
  private final FileOptions options;
  private final InputFormat ofStandardInput;
  private final Set<InputFormat> allowed;

  /**
   * @param ofStandardInput format of the standard input where none is named
   * @param allowed formats that can be read
   */
  TaskPlan(FileOptions options, InputFormat ofStandardInput, Set<InputFormat> allowed) {
    this.options = options;
    this.ofStandardInput = ofStandardInput;
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * The tasks.
   *
   * @param others where files of folders that are of no known kind are added
   * @throws IllegalArgumentException saying what does not fit
   * @throws IOException when an input is not there or a folder cannot be read
   */
  List<Task> tasks(List<Path> others) throws IOException {
    Optional<Path> folder = options.toFolder() ? options.output() : Optional.empty();
    InputFiles files = new InputFiles(this::isWanted, folder);
    List<Task> tasks = new ArrayList<>();
    for (InputFile file : files.find(options.inputs())) {
      InputFormat format = format(file);
      OutputFormat written = written(format, folder);
      tasks.add(new Task(file, format, written, folder.map(f -> output(f, file, written))));
    }
    others.addAll(files.others());
    checkColumns(tasks);
    if (folder.isEmpty()) {
      checkOneFormat(tasks);
    }
    checkOutputs(tasks);
    return tasks;
  }

  private boolean isWanted(Path file) {
    Optional<InputFormat> told = InputFormat.ofFile(file);
    Optional<InputFormat> named =
        options.format().map(f -> f == InputFormat.TEXT ? InputFormat.RAW : f);
    return told.filter(f -> named.map(f::equals).orElse(allowed.contains(f))).isPresent();
  }

  private InputFormat format(InputFile file) {
    Optional<InputFormat> told =
        file.path().isPresent()
            ? InputFormat.ofFile(file.path().get())
            : Optional.of(ofStandardInput);
    InputFormat format =
        options
            .format()
            .or(() -> told)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file.name()
                            + ": expected a file named .txt, .conllu, .conll, .tsv or .jsonl, perhaps"
                            + " with .gz after it; rename it or name its format with --format"));
    if (!allowed.contains(format)) {
      throw new IllegalArgumentException(
          "%s: expected one of the formats %s, found %s"
              .formatted(
                  file.name(),
                  allowed.stream().map(Names::of).sorted().collect(Collectors.joining(", ")),
                  Names.of(format)));
    }
    return format;
  }

  private OutputFormat written(InputFormat format, Optional<Path> folder) {
    if (options.outputFormat().isPresent()) {
      return options.outputFormat().get();
    }
    if (folder.isEmpty() && options.output().isPresent()) {
      Path file = options.output().get();
      return OutputFormat.ofFile(file)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      file
                          + ": expected a file named .conllu, .tsv or .jsonl, perhaps with .gz after"
                          + " it; rename it or name its format with --output-format"));
    }
    return switch (format) {
      case RAW, TEXT, CONLLU -> OutputFormat.CONLLU;
      case TSV -> OutputFormat.TSV;
      case JSONL -> OutputFormat.JSONL;
    };
  }

  private static Path output(Path folder, InputFile file, OutputFormat written) {
    String name = InputFormat.stem(file.relative()) + "." + written.extension();
    return folder.resolve(file.relative().resolveSibling(name)).normalize();
  }

  private void checkColumns(List<Task> tasks) {
    if (!options.columns().isEmpty()
        && tasks.stream().noneMatch(task -> task.format() == InputFormat.TSV)) {
      throw new IllegalArgumentException("--columns is for --format tsv only");
    }
    if (!options.outputColumns().isEmpty()
        && tasks.stream().noneMatch(task -> task.outputFormat() == OutputFormat.TSV)) {
      throw new IllegalArgumentException("--output-columns is for --output-format tsv only");
    }
  }

  private static void checkOneFormat(List<Task> tasks) {
    if (tasks.stream().map(Task::outputFormat).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the inputs are of several formats and go into one output; name its --output-format");
    }
  }

  private void checkOutputs(List<Task> tasks) throws IOException {
    Set<Path> inputs = new HashSet<>();
    for (Task task : tasks) {
      if (task.input().path().isPresent()) {
        inputs.add(task.input().path().get().toRealPath());
      }
    }
    if (!options.toFolder() && options.output().isPresent()) {
      requireNoInput(options.output().get(), inputs);
    }
    Map<Path, String> writers = new HashMap<>();
    for (Task task : tasks) {
      if (task.output().isPresent()) {
        requireNoInput(task.output().get(), inputs);
        String other = writers.putIfAbsent(task.output().get(), task.input().name());
        if (other != null) {
          throw new IllegalArgumentException(
              "%s and %s would both be written to %s; rename one or tag them apart"
                  .formatted(other, task.input().name(), task.output().get()));
        }
      }
    }
  }

  private static void requireNoInput(Path output, Set<Path> inputs) throws IOException {
    if (Files.exists(output) && inputs.contains(output.toRealPath())) {
      throw new IllegalArgumentException(
          output + ": expected another file to be written than one that is read");
    }
  }
}
