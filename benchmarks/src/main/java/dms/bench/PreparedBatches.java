package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Batches whose values were prepared once and are handed to a new batch each time, without end. */
final class PreparedBatches implements Iterator<Batch> {
  private final BatchMaker maker;
  private final List<Batch> prepared;
  private int next;

  PreparedBatches(EncodersDecoders model, BatchMaker maker) {
    this.maker = maker;
    this.prepared =
        IntStream.range(0, maker.size()).mapToObj(i -> maker.make(i, Mode.TRAINING)).toList();
    prepared.forEach(model::prepare);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Batch next() {
    Batch source = prepared.get(next % prepared.size());
    Batch batch = maker.make(next, Mode.TRAINING);
    next = (next + 1) & Integer.MAX_VALUE;
    source.keys().forEach(key -> hand(key, source, batch));
    return batch;
  }

  private static <T> void hand(BatchKey<T> key, Batch from, Batch to) {
    to.put(key, from.get(key));
  }
}
