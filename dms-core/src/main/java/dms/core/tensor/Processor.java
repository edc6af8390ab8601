package dms.core.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the processor has, as far as the system tells. */
public final class Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private static final Pattern NAME = Pattern.compile("(?m)^model name[^:]*:\\s*(.*?)\\s*$");

  /** Of x86-64, and of 64-bit ARM. */
  private static final Pattern BFLOAT16 =
      Pattern.compile("(?m)^(flags|Features)\\s*:.*\\b(avx512_bf16|amx_bf16|bf16)\\b");

  private Processor() {}

  /** Whether it multiplies matrices of bfloat16; empty where the system does not tell. */
  public static Optional<Boolean> hasBfloat16() {
    return told().map(Processor::hasBfloat16);
  }

  /** Its name; empty where the system does not tell. */
  public static Optional<String> name() {
    return told().map(NAME::matcher).filter(Matcher::find).map(found -> found.group(1));
  }

  /** Whether it is one of AMD's with AVX-512; false where the system does not tell. */
  static boolean isAmdWithAvx512() {
    return told()
        .filter(text -> text.contains("AuthenticAMD") && text.contains(" avx512f "))
        .isPresent();
  }

  private static Optional<String> told() {
    if (!Files.isReadable(CPUINFO)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(CPUINFO, StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("{} cannot be read", CPUINFO, e);
      return Optional.empty();
    }
  }

  /** The same by the text of Linux's {@code /proc/cpuinfo}. */
  static boolean hasBfloat16(String cpuinfo) {
    return BFLOAT16.matcher(cpuinfo).find();
  }
}
