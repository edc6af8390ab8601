package dms.components.config;

import com.typesafe.config.ConfigOrigin;
import java.util.regex.Pattern;

/** Says where a value was written, as editors and compilers do. */
final class Origins {
  /** How the origin of an override begins; an override has no lines. */
  static final String OVERRIDE = "override ";

  private static final Pattern LINE = Pattern.compile(": (\\d+(?:-\\d+)?)(?=[,:]|$)");

  private Origins() {}

  /** {@code file:line}, several of them for a merged object, or the override as it was given. */
  static String describe(ConfigOrigin origin) {
    String description = origin.description();
    if (description.startsWith(OVERRIDE)) {
      return description.replaceFirst(": \\d+$", "");
    }
    return inMessage(description).replace("merge of ", "").replace(",", ", ");
  }

  /** A message of the parser, which writes {@code file: line}, with {@code file:line}. */
  static String inMessage(String message) {
    return LINE.matcher(message).replaceAll(":$1");
  }
}
