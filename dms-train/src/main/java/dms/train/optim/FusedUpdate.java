package dms.train.optim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A function of {@code updates.py}: one pass over memory where single operations make five. Owned
 * by the scope it is made in.
 */
final class FusedUpdate {
  private static final String SOURCE = "updates.py";

  private final CompilationUnit unit;
  private final Function function;

  FusedUpdate(String name) {
    this.unit = torch.compile(source());
    this.function = unit.find_function(new QualifiedName(name));
    if (function == null) {
      throw new IllegalArgumentException(SOURCE + " has no function " + name);
    }
  }

  void apply(IValue... arguments) {
    function.apply(new IValueVector(arguments));
  }

  /** A tensor or, in its place, nothing. */
  static IValue optional(Optional<Tensor> tensor) {
    return tensor.map(IValue::new).orElseGet(IValue::new);
  }

  private static String source() {
    try (InputStream stream = FusedUpdate.class.getResourceAsStream(SOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
