package dms.core.component;

import dms.core.batch.BatchKey;
import dms.core.weights.ParameterTree;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What all components share: a name, a branch of the parameters, and the keys that the constructor
 * declares while it assigns its fields.
 */
public abstract class NamedComponent implements Component {
  private final String name;
  private final ParameterTree parameters;
  private final Set<BatchKey<?>> reads = new LinkedHashSet<>();
  private final Set<BatchKey<?>> writes = new LinkedHashSet<>();

  /**
   * @param name the name it has in the configuration
   * @param parameters branch of this component
   */
  protected NamedComponent(String name, ParameterTree parameters) {
    this.name = name;
    this.parameters = parameters;
  }

  /** Declares that this component writes {@code name.value}. */
  protected final <T> BatchKey<T> writing(String value, Class<T> type) {
    BatchKey<T> key = BatchKey.of(name, value, type);
    writes.add(key);
    return key;
  }

  /** Declares that this component reads a key of another one. */
  protected final <T> BatchKey<T> reading(BatchKey<T> key) {
    reads.add(key);
    return key;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Set<BatchKey<?>> reads() {
    return Collections.unmodifiableSet(reads);
  }

  @Override
  public final Set<BatchKey<?>> writes() {
    return Collections.unmodifiableSet(writes);
  }

  @Override
  public final ParameterTree parameters() {
    return parameters;
  }
}
