package dms.core.weights;

import java.util.List;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name its unique name
 * @param dtype the type of its elements
 * @param shape the size of each axis; no axis means one element
 * @param begin where its bytes begin, counted from the end of the header
 * @param end where they end, exclusive
 */
public record TensorEntry(String name, Dtype dtype, List<Long> shape, long begin, long end) {
  /** Copies the shape. */
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /** The number of bytes the tensor takes. */
  public long byteSize() {
    return end - begin;
  }
}
