package dms.core.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.mkl.global.mkl_rt;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libtorch, loaded once per process with the matrix library and thread pools that suit it.
 *
 * <p>The choice is made before the first native call and is the same in a program of somebody else:
 * MKL where its natives are on the class path (x86-64), OpenBLAS elsewhere. OpenBLAS' own thread
 * pool is set to one thread, since two pools on the same cores made a training step four times
 * slower; MKL is told to share libtorch's OpenMP pool for the same reason. A system property
 * {@value #BLAS_PROPERTY} or an environment variable {@code MKL_THREADING_LAYER} set by the user
 * wins.
 */
public final class NativeRuntime {
  /** Java system property of the OpenBLAS preset that names the library to load instead. */
  public static final String BLAS_PROPERTY = "org.bytedeco.openblas.load";

  private static final String LAYER_VARIABLE = "MKL_THREADING_LAYER";
  private static final String MEMORY_LIMIT_PROPERTY = "org.bytedeco.javacpp.maxPhysicalBytes";

  private static final Logger LOG = LoggerFactory.getLogger(NativeRuntime.class);

  private final String blas;
  private final String blasReason;
  private final String threadingLayer;
  private final MatrixProducts products;

  private static final class Holder {
    static final NativeRuntime INSTANCE = new NativeRuntime();
  }

  private NativeRuntime() {
    // JavaCPP would stop a sound run at four times the Java heap; scopes own the tensors' memory.
    System.getProperties().putIfAbsent(MEMORY_LIMIT_PROPERTY, "0");
    String chosen = System.getProperty(BLAS_PROPERTY);
    if (chosen != null) {
      blas = chosen.isBlank() ? "openblas" : chosen;
      blasReason = "-D" + BLAS_PROPERTY;
    } else if (mklIsOnClassPath()) {
      System.setProperty(BLAS_PROPERTY, "mkl");
      blas = "mkl";
      blasReason = "its natives are on the class path";
    } else {
      blas = "openblas";
      blasReason = "no MKL for " + Loader.getPlatform() + " on the class path";
    }
    NativeCacheLock lock = NativeCacheLock.acquire();
    try {
      Loader.load(torch.class);
      threadingLayer = keepOneThreadPool();
      products = MatrixProducts.choose();
    } finally {
      lock.close();
    }
    LOG.debug("libtorch {} with {} ({}), {} threads", torchVersion(), blas, blasReason, threads());
  }

  /**
   * Loads libtorch on the first call; later calls return the same object.
   *
   * @throws UnsatisfiedLinkError when there are no natives for this platform
   */
  public static NativeRuntime load() {
    return Holder.INSTANCE;
  }

  /**
   * Loads libtorch as {@link #load()} does, for a command: a failure is told with its remedy.
   *
   * @throws IllegalStateException when it cannot be loaded
   */
  public static NativeRuntime require() {
    try {
      return load();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "libtorch cannot be loaded: " + e + "; see what ./dms doctor says", e);
    }
  }

  private static boolean mklIsOnClassPath() {
    String folder = "/org/bytedeco/mkl/" + Loader.getPlatform() + "/";
    return List.of("libmkl_rt.so.2", "mkl_rt.2.dll").stream()
        .anyMatch(name -> NativeRuntime.class.getResource(folder + name) != null);
  }

  private String keepOneThreadPool() {
    if (!blas.startsWith("mkl")) {
      openblas_nolapack.blas_set_num_threads(1);
      return "libtorch's alone, OpenBLAS has one thread";
    }
    String chosen = System.getenv(LAYER_VARIABLE);
    if (chosen != null) {
      return chosen + " (" + LAYER_VARIABLE + ")";
    }
    if (isLinux()) {
      mkl_rt.MKL_Set_Threading_Layer(mkl_rt.MKL_THREADING_GNU);
      return "GNU (libtorch's own)";
    }
    return "as MKL chooses";
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  }

  /** Name of the matrix library: {@code mkl} or {@code openblas}. */
  public String blas() {
    return blas;
  }

  /**
   * Who multiplies matrices of 32-bit floats on the processor: {@code onednn} on AMD's with
   * AVX-512, where it takes about half of the time of MKL, else {@code blas}, the matrix library.
   * The system property {@code dms.products} overrules the choice.
   */
  public String products() {
    return products.name().toLowerCase(Locale.ROOT);
  }

  /** Why that library was chosen, in words. */
  public String blasReason() {
    return blasReason;
  }

  /** Which thread pool the matrix library uses, and why, in words. */
  public String threadingLayer() {
    return threadingLayer;
  }

  /** Version of libtorch and of its bindings, such as {@code 2.10.0-1.5.13}. */
  public String torchVersion() {
    try {
      String version = Loader.getVersion("org.bytedeco", "pytorch", torch.class);
      return version == null ? "unknown" : version;
    } catch (IOException e) {
      LOG.debug("The version of libtorch cannot be read", e);
      return "unknown";
    }
  }

  /**
   * The folder that the native libraries are unpacked to; made if it is not there. Loads none of
   * them.
   *
   * @throws IOException when there is no place that can be written to
   */
  public static Path cacheFolder() throws IOException {
    return Loader.getCacheDir().toPath();
  }

  /** Number of threads that one operation may use. */
  public int threads() {
    return torch.get_num_threads();
  }

  /**
   * Sets the number of threads that one operation may use, for the whole process.
   *
   * @param threads at least 1
   * @throws IllegalArgumentException when it is less
   */
  public void useThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
    }
    torch.set_num_threads(threads);
  }

  /** Every device that tensors can be put on, the processor first. */
  public List<ComputeDevice> devices() {
    List<ComputeDevice> devices = new ArrayList<>(List.of(ComputeDevice.cpu()));
    if (torch.cuda_is_available()) {
      for (int i = 0; i < torch.cuda_device_count(); i++) {
        devices.add(new ComputeDevice(ComputeDevice.Kind.CUDA, OptionalInt.of(i)));
      }
    }
    return List.copyOf(devices);
  }

  /** libtorch's own account of how it was built, many lines. */
  public String buildDescription() {
    try (BytePointer text = torch.show_config()) {
      return text.getString();
    }
  }
}
