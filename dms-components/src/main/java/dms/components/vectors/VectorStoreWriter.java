package dms.components.vectors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the file of a {@link VectorStore}: rows while they are read, then the forms, sorted. */
final class VectorStoreWriter {
  private static final Logger LOG = LoggerFactory.getLogger(VectorStoreWriter.class);

  private final FileChannel channel;
  private final VectorSource source;
  private final ChannelWriter out;
  private final RowWriter rows;
  private final FormTable forms = new FormTable();
  private int[] rowNumbers = new int[1 << 12];
  private long repeated;
  private String firstRepeated = "";

  /**
   * @param channel an empty file
   */
  VectorStoreWriter(FileChannel channel, VectorSource source) {
    this.channel = channel;
    this.source = source;
    this.out = new ChannelWriter(channel);
    this.rows = new RowWriter(out, source.dim());
  }

  /** Writes all of it and counts the forms. */
  int write(VectorSelection selection) throws IOException {
    channel.position(StoreLayout.HEADER_BYTES);
    selection.select(source, this::add);
    rows.finish();
    Optional<SubwordVectors> subwords =
        selection.isComplete() ? source.subwords() : Optional.empty();
    if (subwords.isPresent()) {
      writeBuckets(subwords.get());
    }
    writeForms();
    out.flush();
    StoreLayout layout =
        new StoreLayout(
            source.dim(),
            rows.isPacked(),
            forms.size(),
            rows.count(),
            forms.numBytes(),
            subwords.map(SubwordVectors::subwords).orElse(Subwords.NONE));
    channel.write(layout.header(), 0);
    warnOfRepeated();
    return forms.size();
  }

  private void add(WordVector vector) throws IOException {
    if (!forms.add(vector.form())) {
      firstRepeated = repeated++ == 0 ? vector.form() : firstRepeated;
      return;
    }
    int form = forms.size() - 1;
    if (form == rowNumbers.length) {
      rowNumbers = Arrays.copyOf(rowNumbers, 2 * form);
    }
    rowNumbers[form] = rows.add(vector.values());
  }

  private void writeBuckets(SubwordVectors vectors) throws IOException {
    float[] bucket = new float[vectors.dim()];
    for (int i = 0; i < vectors.subwords().buckets(); i++) {
      vectors.copyBucket(i, bucket);
      out.floats(bucket);
    }
  }

  private void writeForms() throws IOException {
    int[] sorted = forms.sorted();
    int begin = 0;
    for (int form : sorted) {
      out.integer(begin);
      begin += forms.length(form);
    }
    out.integer(begin);
    for (int form : sorted) {
      out.integer(rowNumbers[form]);
    }
    for (int form : sorted) {
      out.bytes(forms.form(form));
    }
  }

  private void warnOfRepeated() {
    if (repeated > 0) {
      LOG.warn(
          "{}: {} lines repeat a form, the first of them '{}'; the first vector of a form counts",
          source.file(),
          repeated,
          firstRepeated);
    }
  }
}
