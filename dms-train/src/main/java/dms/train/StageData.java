package dms.train;

import dms.core.corpus.Sentence;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sentences of a stage.
 *
 * @param train what is trained on, at least one
 * @param dev what epochs are compared on; none where the stage has no dev files
 * @param scope which decoders they are for
 */
record StageData(List<Sentence> train, List<Sentence> dev, CorpusScope scope) {
  /**
   * Reads the data of each stage, and what several have in common once.
   *
   * @throws IOException when a file cannot be read, is damaged or holds no sentence
   */
  static List<StageData> read(List<Stage> stages) throws IOException {
    Map<DataConfig, StageData> read = new HashMap<>();
    for (Stage stage : stages) {
      if (!read.containsKey(stage.data())) {
        read.put(stage.data(), read(stage.data()));
      }
    }
    return stages.stream().map(stage -> read.get(stage.data())).toList();
  }

  private static StageData read(DataConfig config) throws IOException {
    Map<String, List<String>> decoders = new HashMap<>();
    config.corpora().forEach((name, corpus) -> decoders.put(name, corpus.decoders()));
    return new StageData(config.readTrain(), config.readDev(), new CorpusScope(decoders));
  }
}
