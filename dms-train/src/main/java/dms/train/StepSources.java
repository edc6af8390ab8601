package dms.train;

import dms.core.corpus.Sentence;
import java.util.List;
import java.util.stream.Collectors;

/** Where the sentences of a step stand in the corpus, for messages. */
final class StepSources {
  private static final int SHOWN = 5;

  private StepSources() {}

  /** File, line and name of the first few, and how many more there are. */
  static String of(List<Sentence> sentences) {
    String shown =
        sentences.stream()
            .limit(SHOWN)
            .map(s -> s.source() + s.id().map(id -> " (" + id + ")").orElse(""))
            .collect(Collectors.joining(", "));
    int more = sentences.size() - SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
