package dms.hub.cli;

import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model at work on batches of sentences of like length. Serves one thread. */
final class ModelAnalyzer implements Analyzer, AutoCloseable {
  private static final int MAX_BATCH_SENTENCES = 512;

  private final EncodersDecoders model;
  private final BatchPlanner planner;
  private final Mode mode;
  private final boolean probabilities;
  private final List<Decoder> decoders;
  private final Optional<String> corpus;

  /**
   * How a model is run.
   *
   * @param device where
   * @param batchTokens most tokens of a batch, padding included
   * @param corpus that the sentences are taken for; empty for an unknown one
   * @param probabilities whether they are asked for, which costs more
   */
  record Settings(
      ComputeDevice device, int batchTokens, Optional<String> corpus, boolean probabilities) {}

  private ModelAnalyzer(
      EncodersDecoders model,
      BatchPlanner planner,
      Mode mode,
      Settings settings,
      List<Decoder> all) {
    this.model = model;
    this.planner = planner;
    this.mode = mode;
    this.probabilities = settings.probabilities();
    this.corpus = settings.corpus();
    this.decoders = all;
  }

  /**
   * Loads a model that tells all that it predicts.
   *
   * @throws IllegalArgumentException when the batch size is below 1
   * @throws IOException when a file cannot be read
   */
  static ModelAnalyzer tagging(Bundle bundle, Settings settings) throws IOException {
    BatchPlanner planner = new BatchPlanner(settings.batchTokens(), MAX_BATCH_SENTENCES);
    EncodersDecoders model = bundle.load(settings.device());
    return new ModelAnalyzer(
        model, planner, Mode.INFERENCE, settings, inOrder(model, bundle, settings.corpus()));
  }

  /**
   * Loads a model that tells lemmas and takes the tags of the sentences for right.
   *
   * @throws IllegalArgumentException when it predicts no lemmas, or the batch size is below 1
   * @throws IOException when a file cannot be read
   */
  static ModelAnalyzer lemmatizing(Bundle bundle, Settings settings) throws IOException {
    BatchPlanner planner = new BatchPlanner(settings.batchTokens(), MAX_BATCH_SENTENCES);
    EncodersDecoders model = bundle.load(settings.device());
    List<Decoder> all = inOrder(model, bundle, settings.corpus());
    List<Decoder> lemmatizers =
        all.stream().filter(decoder -> decoder.column().equals(Column.LEMMA)).toList();
    if (lemmatizers.isEmpty()) {
      model.close();
      throw new IllegalArgumentException(
          "model %s: expected one that predicts lemmas, found one of %s"
              .formatted(bundle.description().name(), all.stream().map(Decoder::column).toList()));
    }
    return new ModelAnalyzer(
        model,
        planner,
        Mode.EVALUATION_WITH_GOLD_INPUTS,
        settings,
        lemmatizers.subList(lemmatizers.size() - 1, lemmatizers.size()));
  }

  /** Where two predict one column, the last one counts: that of the corpus, else the later one. */
  private static List<Decoder> inOrder(
      EncodersDecoders model, Bundle bundle, Optional<String> corpus) {
    List<String> own = corpus.map(bundle.description().corpora()::get).orElse(List.of());
    return model.decoders().stream()
        .sorted(Comparator.comparing(decoder -> own.contains(decoder.name())))
        .toList();
  }

  /** The decoder whose tags the decoder that is told of reads; empty if it reads none. */
  Optional<Decoder> tagSource() {
    Decoder told = decoders.get(decoders.size() - 1);
    return model.decoders().stream()
        .filter(other -> other != told)
        .filter(other -> !Collections.disjoint(other.writes(), told.reads()))
        .findFirst();
  }

  @Override
  public List<Map<Column, List<Prediction>>> analyze(List<Sentence> sentences) {
    List<Map<Column, List<Prediction>>> analyzed =
        new ArrayList<>(Collections.nCopies(sentences.size(), Map.of()));
    int[] lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    if (lengths.length > 0) {
      for (int[] batch : planner.planInOrder(lengths, lengths.length)) {
        analyze(batch, sentences, analyzed);
      }
    }
    return analyzed;
  }

  private void analyze(
      int[] batch, List<Sentence> sentences, List<Map<Column, List<Prediction>>> analyzed) {
    Map<String, List<List<Prediction>>> predicted =
        predict(Arrays.stream(batch).mapToObj(i -> asked(sentences.get(i))).toList());
    for (int i = 0; i < batch.length; i++) {
      Map<Column, List<Prediction>> columns = new LinkedHashMap<>();
      for (Decoder decoder : decoders) {
        columns.put(decoder.column(), predicted.get(decoder.name()).get(i));
      }
      analyzed.set(batch[i], columns);
    }
  }

  /**
   * Gold values are looked for in every decoder's column, so that there must be a place for them.
   */
  private Sentence asked(Sentence sentence) {
    Sentence wide =
        mode.hasTargets()
            ? sentence.withColumns(model.decoders().stream().map(Decoder::column).toList())
            : sentence;
    return corpus.map(wide::inCorpus).orElse(wide);
  }

  private Map<String, List<List<Prediction>>> predict(List<Sentence> batch) {
    if (probabilities) {
      return model.analyze(batch, mode);
    }
    Map<String, List<List<Prediction>>> bare = new LinkedHashMap<>();
    model
        .predict(batch, mode)
        .forEach(
            (decoder, ofSentences) ->
                bare.put(
                    decoder,
                    ofSentences.stream()
                        .map(values -> values.stream().map(Prediction::of).toList())
                        .toList()));
    return bare;
  }

  /** Frees the model. */
  @Override
  public void close() {
    model.close();
  }
}
