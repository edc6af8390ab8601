package dms.hub.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** The constants of an enum as a user writes them. */
final class Names {
  private Names() {}

  /**
   * The constant of a name in lower case.
   *
   * @throws TypeConversionException listing the names
   */
  static <E extends Enum<E>> E parse(E[] constants, String name) {
    for (E constant : constants) {
      if (of(constant).equals(name)) {
        return constant;
      }
    }
    throw new TypeConversionException(
        "expected one of %s, found '%s'"
            .formatted(
                Arrays.stream(constants).map(Names::of).collect(Collectors.joining(", ")), name));
  }

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
