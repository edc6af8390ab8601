package dms.core.tensor;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Float32Backend;
import org.bytedeco.pytorch.global.torch.Float32Op;
import org.bytedeco.pytorch.global.torch.Float32Precision;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who multiplies matrices of 32-bit floats on the processor: the matrix library (BLAS), or oneDNN,
 * which libtorch brings along.
 *
 * <p>On processors of AMD, MKL leaves half of AVX-512 unused: products of oneDNN took 45 to 60 % of
 * its time there. libtorch hands products to oneDNN only where 16 bits of precision would do, which
 * oneDNN makes no use of on processors without matrix units (AMX). So the result is tried, and
 * where it is not exact to 32 bits the matrix library stays.
 */
enum MatrixProducts {
  /** The matrix library. */
  BLAS,
  /** oneDNN. */
  ONEDNN;

  /** System property that overrules the choice: {@code blas} or {@code onednn}. */
  static final String PROPERTY = "dms.products";

  private static final Logger LOG = LoggerFactory.getLogger(MatrixProducts.class);
  private static final int SIZE = 256;

  /** Chooses for the processor at hand, and has libtorch do so. */
  static MatrixProducts choose() {
    MatrixProducts chosen = asked().orElseGet(MatrixProducts::suited);
    if (chosen == ONEDNN) {
      use(Float32Precision.BF16);
      if (!areExact()) {
        use(Float32Precision.NONE);
        return BLAS;
      }
    }
    return chosen;
  }

  private static Optional<MatrixProducts> asked() {
    String asked = System.getProperty(PROPERTY, "").toUpperCase(Locale.ROOT);
    Optional<MatrixProducts> known =
        Stream.of(values()).filter(products -> products.name().equals(asked)).findFirst();
    if (known.isEmpty() && !asked.isEmpty()) {
      LOG.warn("{}: expected blas or onednn, found '{}'; it is ignored", PROPERTY, asked);
    }
    return known;
  }

  /** Always the same on a machine, so that a resumed training keeps its bits. */
  private static MatrixProducts suited() {
    return Processor.isAmdWithAvx512() ? ONEDNN : BLAS;
  }

  private static void use(Float32Precision precision) {
    torch.globalContext().setFloat32Precision(Float32Backend.MKLDNN, Float32Op.MATMUL, precision);
  }

  /**
   * Whether a product has the precision of 32-bit floats; of 16 bits it would be off by a third.
   */
  @SuppressWarnings("try")
  private static boolean areExact() {
    try (NativeScope scope = NativeScope.opened()) {
      Tensor ones = torch.ones(SIZE, SIZE);
      // Floats of 16 bits are too coarse for the addend.
      Tensor values = ones.mul(new Scalar(1 + 1.0 / 4096));
      Tensor sum = torch.matmul(values, ones).to(ScalarType.Double);
      return Math.abs(sum.sub(new Scalar(SIZE + SIZE / 4096.0)).abs().max().item_double())
          < SIZE / 8192.0;
    }
  }
}
