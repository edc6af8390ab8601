package dms.hub.opennlp;

import dms.core.corpus.Column;
import dms.hub.TaggingPipeline;
import java.util.List;

/** What a pipeline can be asked for. */
final class Tasks {
  private Tasks() {}

  /**
   * The task, if the pipeline has it.
   *
   * @throws IllegalArgumentException when it has not, listing those it has
   */
  static String require(TaggingPipeline pipeline, String task) {
    List<String> tasks =
        pipeline.columns().stream()
            .flatMap(column -> column.parts().stream())
            .map(Column::spec)
            .distinct()
            .toList();
    if (!tasks.contains(task)) {
      throw new IllegalArgumentException(
          "task: expected one of %s, which %s has, found '%s'"
              .formatted(tasks, pipeline.description().name(), task));
    }
    return task;
  }
}
