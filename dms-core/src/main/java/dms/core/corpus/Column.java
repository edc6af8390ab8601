package dms.core.corpus;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a column of a corpus: {@code form}, {@code lemma}, {@code upos}, {@code xpos}, {@code
 * feats}, {@code head}, {@code deprel}, {@code deps} or {@code misc} as CoNLL-U has them, {@code
 * misc.KEY} for one key of the MISC column, any other name for a TSV column, or several of these
 * joined as in {@code upos+feats}. Two columns with the same spec are equal.
 */
public final class Column {
  /**
   * What stands between the parts of a joined value: a tab, which no value of a corpus can hold.
   */
  public static final String JOINER = "\t";

  private static final String MISC_PREFIX = "misc.";
  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}\\p{Zs}+]+");
  private static final Pattern MISC_KEY = Pattern.compile("[^=|]+");

  /** The word as it is written. */
  public static final Column FORM = parse("form");

  /** The base form of the word. */
  public static final Column LEMMA = parse("lemma");

  /** The universal part of speech. */
  public static final Column UPOS = parse("upos");

  /** The tag of the language's own tagset. */
  public static final Column XPOS = parse("xpos");

  /** The morphological features. */
  public static final Column FEATS = parse("feats");

  /** The whole MISC column of CoNLL-U. */
  static final Column MISC = parse("misc");

  private final String spec;
  private final List<Column> parts;

  private Column(String spec, List<Column> parts) {
    this.spec = spec;
    this.parts = parts.isEmpty() ? List.of(this) : parts;
  }

  /**
   * The column that a spec names.
   *
   * @param spec a name, or names joined by {@code +}
   * @return the column
   * @throws IllegalArgumentException if the spec is malformed; the message says what is allowed
   */
  public static Column parse(String spec) {
    List<String> names = Arrays.asList(spec.split("\\+", -1));
    for (String name : names) {
      if (!NAME.matcher(name).matches() || !isValidMisc(name)) {
        throw malformed(
            spec, name.isEmpty() ? "a name is missing" : "bad name " + Text.quote(name));
      }
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw malformed(spec, "a name stands twice");
    }
    List<Column> parts =
        names.size() == 1
            ? List.of()
            : names.stream().map(name -> new Column(name, List.of())).toList();
    return new Column(spec, parts);
  }

  private static boolean isValidMisc(String name) {
    return !name.startsWith(MISC_PREFIX)
        || MISC_KEY.matcher(name.substring(MISC_PREFIX.length())).matches();
  }

  private static IllegalArgumentException malformed(String spec, String reason) {
    return new IllegalArgumentException(
        "column "
            + Text.quote(spec)
            + ": "
            + reason
            + "; allowed are form, lemma, upos, xpos, feats, head, deprel, deps, misc, misc.KEY "
            + "(KEY without '=' and '|'), the name of a TSV column (without blanks and '+'), "
            + "and different ones of these joined by '+', as in upos+feats");
  }

  /** The spec that names this column. */
  public String spec() {
    return spec;
  }

  /** Whether this column joins several. */
  public boolean joined() {
    return parts.size() > 1;
  }

  /** The columns joined in this one, in order; only itself when it joins none. */
  public List<Column> parts() {
    return parts;
  }

  /**
   * Takes a value of this column apart.
   *
   * @param joinedValue the values of the parts with {@link #JOINER} between them
   * @return one value for each of {@link #parts()}
   * @throws IllegalArgumentException if the number of values is another than that of the parts
   */
  public List<String> split(String joinedValue) {
    List<String> values = List.of(joinedValue.split(JOINER, -1));
    if (values.size() != parts.size()) {
      throw new IllegalArgumentException(
          "column %s: expected %d values with a tab between them, found %d in %s"
              .formatted(spec, parts.size(), values.size(), Text.quote(joinedValue)));
    }
    return values;
  }

  /** The key in the MISC column that this column stands for, if it is a {@code misc.KEY}. */
  Optional<String> miscKey() {
    return spec.startsWith(MISC_PREFIX) && !joined()
        ? Optional.of(spec.substring(MISC_PREFIX.length()))
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Column column && column.spec.equals(spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }

  @Override
  public String toString() {
    return spec;
  }
}
