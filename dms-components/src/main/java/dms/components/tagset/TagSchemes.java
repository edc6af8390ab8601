package dms.components.tagset;

import dms.components.setting.NearestName;
import dms.core.corpus.Column;
import dms.core.file.RegularFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Schemes and lists of tags by the name that a configuration gives them. */
public final class TagSchemes {
  /** Universal Dependencies: part of speech and features. */
  public static final String UD = "ud";

  private static final List<String> POSITIONAL = List.of("mim-gold-2.0", "ifd");

  private TagSchemes() {}

  /**
   * Checks that a scheme can be one of that column.
   *
   * @throws IllegalArgumentException telling which columns are possible
   */
  public static void requireFits(String scheme, Column column) {
    if (scheme.equals(UD)) {
      UdScheme.of(column);
    } else if (column.joined()) {
      throw new IllegalArgumentException(
          "column: expected one column with the scheme %s, found '%s'".formatted(scheme, column));
    }
  }

  /**
   * The file that describes a positional scheme.
   *
   * @param scheme mim-gold-2.0, ifd or a path
   * @return its bytes; empty for {@value #UD}, which has none
   * @throws IOException when it cannot be read
   */
  public static Optional<byte[]> description(String scheme) throws IOException {
    if (scheme.equals(UD)) {
      return Optional.empty();
    }
    if (!POSITIONAL.contains(scheme)) {
      return Optional.of(read(scheme, "scheme", List.of(UD, POSITIONAL.get(0), POSITIONAL.get(1))));
    }
    try (InputStream resource = TagSchemes.class.getResourceAsStream(scheme + ".tagset")) {
      return Optional.of(resource.readAllBytes());
    }
  }

  /**
   * The scheme of a column.
   *
   * @param description what {@link #description} gave
   * @param source where it comes from, for messages
   * @throws TagsetFormatException when it breaks the format
   */
  public static TagScheme of(Column column, Optional<byte[]> description, String source)
      throws TagsetFormatException {
    return description.isPresent()
        ? PositionalScheme.parse(description.get(), source)
        : UdScheme.of(column);
  }

  /**
   * The tags of a file, one a line; those of a joined column have a tab between their parts.
   *
   * @param known other values that the setting can have, for the message
   * @throws TagsetFormatException naming the line of an empty tag, one with blanks at its ends or
   *     one with another number of parts than the column has
   * @throws IOException when it cannot be read
   */
  public static Collection<String> list(String file, Column column, Collection<String> known)
      throws IOException {
    List<String> lines = TagsetLines.of(read(file, "inventory", known), file);
    for (int i = 0; i < lines.size(); i++) {
      String tag = lines.get(i);
      int parts = tag.split(Column.JOINER, -1).length;
      if (tag.isEmpty() || !tag.strip().equals(tag) || parts != column.parts().size()) {
        throw new TagsetFormatException(
            file,
            i + 1,
            "expected a value of the column %s, its %d parts with a tab between, found '%s'"
                .formatted(column, column.parts().size(), tag));
      }
    }
    return lines;
  }

  private static byte[] read(String file, String setting, Collection<String> known)
      throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw new FileNotFoundException(
          "%s: expected %s or a file, and there is no file '%s'%s"
              .formatted(
                  setting, String.join(", ", known), file, NearestName.suggestion(file, known)));
    }
    RegularFile.require(path, "the setting " + setting);
    return Files.readAllBytes(path);
  }
}
