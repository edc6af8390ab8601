package dms.hub.cli;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.util.List;
import java.util.Map;

/** Tells what is predicted for sentences. */
@FunctionalInterface
interface Analyzer {
  /**
   * Analyzes sentences.
   *
   * @param sentences of any number
   * @return for each sentence, by column, one prediction for each token
   * @throws dms.core.component.ComponentException when a component fails
   */
  List<Map<Column, List<Prediction>>> analyze(List<Sentence> sentences);
}
