package dms.components.encoder;

import dms.components.vectors.VectorFormatException;
import dms.components.vectors.VectorSelection;
import dms.components.vectors.VectorSource;
import dms.components.vectors.WordVector;
import dms.core.batch.Batch;
import dms.core.component.PretrainedWeights;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.EmbeddingOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A PretrainedWordEncoder whose vectors are parameters that begin as those of the file; that of the
 * unknown word begins as zeros.
 */
public final class TrainedWordEncoder extends PretrainedWordEncoder implements PretrainedWeights {
  private final Vocabulary vocabulary;
  private final int vectorDim;
  private final ParameterTree parameters;
  private final EmbeddingImpl embedding;

  /**
   * @param vocabulary forms that have a vector, with padding (which is first) and unknown reserved
   * @param vectorDim size of a vector
   * @param parameters branch of this component
   */
  public TrainedWordEncoder(
      String name, Config config, Vocabulary vocabulary, int vectorDim, ParameterTree parameters) {
    super(name, config, vectorDim, parameters);
    this.vocabulary = vocabulary;
    this.vectorDim = vectorDim;
    this.parameters = parameters;
    EmbeddingOptions options = new EmbeddingOptions(vocabulary.size(), vectorDim);
    options.padding_idx().put(new LongOptional(ZEROS));
    this.embedding = parameters.register("embedding", new EmbeddingImpl(options));
  }

  @Override
  public void preprocess(Batch batch) {
    putIds(batch, this::id);
  }

  private int id(String form) {
    int unknown = vocabulary.reserved(Vocabulary.UNKNOWN);
    int id = vocabulary.id(form, unknown);
    return id == unknown ? vocabulary.id(fallback(form).orElse(form), unknown) : id;
  }

  @Override
  public void forward(Batch batch) {
    Tensor vectors = embedding.forward(Tensors.of(batch.get(ids()), batch.device()));
    batch.put(tokens(), project(vectors));
  }

  @Override
  public void loadPretrained() throws IOException {
    float[] values = new float[Math.multiplyExact(vocabulary.size(), vectorDim)];
    BitSet filled = new BitSet();
    List<String> forms = vocabulary.symbols().subList(vocabulary.reservedSize(), vocabulary.size());
    try (VectorSource source = VectorSource.open(config().file())) {
      if (source.dim() != vectorDim) {
        throw changed(source, vectorDim + " numbers", source.dim());
      }
      VectorSelection.of(forms, false).select(source, vector -> fill(vector, values, filled));
      if (filled.cardinality() != forms.size()) {
        throw changed(source, forms.size() + " forms", filled.cardinality());
      }
    }
    NativeScope.within(
        () ->
            Gradients.without(
                () ->
                    embedding
                        .weight()
                        .copy_(
                            Tensors.of(
                                values, parameters.device(), vocabulary.size(), vectorDim))));
  }

  private static VectorFormatException changed(VectorSource source, String expected, int found) {
    return new VectorFormatException(
        source.file().toString(),
        "expected vectors of %s, as when the forms were learnt, found %d; begin the run anew"
            .formatted(expected, found));
  }

  private void fill(WordVector vector, float[] values, BitSet filled) {
    int id = vocabulary.find(vector.form()).orElseThrow();
    if (!filled.get(id)) {
      filled.set(id);
      System.arraycopy(vector.values(), 0, values, id * vectorDim, vectorDim);
    }
  }

  @Override
  public List<Path> pretrainedFiles() {
    return List.of(config().file());
  }
}
