package dms.core.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns the tokens of a corpus have, and how a missing value is written: as {@code _} in
 * CoNLL-U, as an empty cell in TSV. Schemas with the same columns and the same way are equal.
 */
public final class Schema {
  /** The columns of CoNLL-U after ID, which a token's place in its sentence gives. */
  public static final Schema CONLLU =
      new Schema(
          true,
          Stream.of("form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
              .map(Column::parse)
              .toList());

  private static final String ABSENT = "_";

  private final boolean conllu;
  private final List<Column> columns;
  private final Map<Column, Integer> indices = new LinkedHashMap<>();
  private final int form;

  private Schema(boolean conllu, List<Column> columns) {
    this.conllu = conllu;
    this.columns = List.copyOf(columns);
    for (Column column : columns) {
      if (column.joined()) {
        throw new IllegalArgumentException(
            "columns " + columns + ": expected single names, found the joined " + column);
      }
      if (indices.put(column, indices.size()) != null) {
        throw new IllegalArgumentException("columns " + columns + ": " + column + " stands twice");
      }
    }
    this.form = indexOf(Column.FORM);
    if (form < 0) {
      throw new IllegalArgumentException(
          "columns " + columns + ": expected one of them to be form; name the words' column form");
    }
  }

  /**
   * A schema of TSV.
   *
   * @param columns the columns in the order of the file; not joined, each once, {@code form} one of
   *     them
   * @throws IllegalArgumentException if the columns are otherwise
   */
  public static Schema ofTsv(List<Column> columns) {
    return new Schema(false, columns);
  }

  /** The columns in order. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * This schema and, after its own columns, those of the given ones that it lacks.
   *
   * @throws IllegalArgumentException if a column is new and this is the schema of CoNLL-U
   */
  Schema extendedBy(List<Column> more) {
    List<Column> all = new ArrayList<>(columns);
    more.stream().flatMap(column -> column.parts().stream()).distinct().forEach(all::add);
    List<Column> distinct = all.stream().distinct().filter(column -> !keeps(column)).toList();
    if (distinct.isEmpty()) {
      return this;
    }
    if (conllu) {
      throw unknown(distinct.get(0));
    }
    return ofTsv(Stream.concat(columns.stream(), distinct.stream()).toList());
  }

  /** Whether a token of this schema has a place for the column, perhaps inside its MISC. */
  boolean keeps(Column column) {
    return indices.containsKey(column)
        || (column.miscKey().isPresent() && indices.containsKey(Column.MISC));
  }

  int size() {
    return columns.size();
  }

  int formIndex() {
    return form;
  }

  /** The column's place, or -1 if there is none. */
  int indexOf(Column column) {
    return indices.getOrDefault(column, -1);
  }

  String absentValue() {
    return conllu ? ABSENT : "";
  }

  /**
   * Whether the value at the index says something. In CoNLL-U {@code _} does so as a form, as the
   * lemma of the form {@code _}, and as features, where it stands for "no features".
   */
  boolean isPresent(String[] values, int index) {
    if (!values[index].equals(absentValue()) || !conllu || index == form) {
      return !values[index].isEmpty();
    }
    Column column = columns.get(index);
    return column.equals(Column.FEATS)
        || (column.equals(Column.LEMMA) && values[form].equals(ABSENT));
  }

  /** Refuses a value that the column cannot hold. */
  void requireValid(int index, String value) {
    Column column = columns.get(index);
    Text.requireInline("column " + column, value, false);
    if (index == form && Text.isBlank(value)) {
      throw new IllegalArgumentException(
          "column form: expected a word, found " + Text.quote(value) + "; give every token a form");
    }
    if (conllu && value.isEmpty()) {
      throw new IllegalArgumentException(
          "column " + column + ": expected a value, found an empty one; write _ for none");
    }
  }

  IllegalArgumentException unknown(Column column) {
    String known = columns.stream().map(Column::spec).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "column %s: expected one of %s%s".formatted(column, known, conllu ? " or misc.KEY" : ""));
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Schema schema
            && schema.conllu == conllu
            && schema.columns.equals(columns));
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return (conllu ? "CoNLL-U " : "TSV ") + columns;
  }
}
