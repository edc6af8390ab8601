package dms.components.encoder;

import dms.components.vectors.VectorStore;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.Tensor;

/**
 * A PretrainedWordEncoder whose vectors stay as they are, in a file that is mapped into memory.
 *
 * <p>Writes {@code name.rows} too: the vectors of the batch's distinct forms (plain Java).
 */
public final class FrozenWordEncoder extends PretrainedWordEncoder {
  private final VectorStore store;
  private final BatchKey<VectorRows> rows;

  /**
   * @param store forms and their vectors
   * @param parameters branch of this component
   */
  public FrozenWordEncoder(
      String name, Config config, VectorStore store, ParameterTree parameters) {
    super(name, config, store.dim(), parameters);
    this.store = store;
    this.rows = writing("rows", VectorRows.class);
  }

  @Override
  public void preprocess(Batch batch) {
    DistinctRows distinct = new DistinctRows(store.dim(), this::find);
    putIds(batch, distinct::row);
    batch.put(rows, distinct.rows());
  }

  private boolean find(String form, float[] target, int offset) {
    return store.find(form, target, offset)
        || fallback(form).filter(other -> store.find(other, target, offset)).isPresent()
        || store.compose(form, target, offset);
  }

  @Override
  public void forward(Batch batch) {
    VectorRows vectors = batch.get(rows);
    Tensor matrix = Tensors.of(vectors.values(), batch.device(), vectors.count(), vectors.dim());
    batch.put(
        tokens(), Tensors.rows(project(matrix), Tensors.of(batch.get(ids()), batch.device())));
  }
}
