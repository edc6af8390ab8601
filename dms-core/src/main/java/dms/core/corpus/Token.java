package dms.core.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One word of a sentence with the values of its columns; immutable, and equal to another with the
 * same schema and values. No value ever holds a tab, a line end or half a surrogate pair, so a
 * writer cannot be made to break a line.
 */
public final class Token {
  private final Schema schema;
  private final String[] values;

  /** Takes the array as its own; for readers, which have checked the values. */
  Token(Schema schema, String[] values) {
    this.schema = schema;
    this.values = values;
  }

  /**
   * A token with a value for each column.
   *
   * @param schema the columns
   * @param values one for each of {@link Schema#columns()}; a missing value is {@code _} in CoNLL-U
   *     and empty in TSV
   * @throws IllegalArgumentException if the number of values is wrong or a column cannot hold its
   *     value
   */
  public static Token of(Schema schema, String... values) {
    if (values.length != schema.size()) {
      throw new IllegalArgumentException(
          "expected %d values for %s, found %d".formatted(schema.size(), schema, values.length));
    }
    String[] own = values.clone();
    for (int i = 0; i < own.length; i++) {
      schema.requireValid(i, own[i]);
    }
    return new Token(schema, own);
  }

  /**
   * A token of CoNLL-U with a form and nothing else.
   *
   * @throws IllegalArgumentException if the form is blank, or holds a tab or line end
   */
  public static Token ofForm(String form) {
    String[] values = new String[Schema.CONLLU.size()];
    Arrays.fill(values, Schema.CONLLU.absentValue());
    values[Schema.CONLLU.formIndex()] = form;
    Schema.CONLLU.requireValid(Schema.CONLLU.formIndex(), form);
    return new Token(Schema.CONLLU, values);
  }

  /** The columns of this token. */
  public Schema schema() {
    return schema;
  }

  /** The word as it is written. */
  public String form() {
    return values[schema.formIndex()];
  }

  /**
   * The value of a column. In CoNLL-U {@code _} is no value, except as a form, as the lemma of the
   * form {@code _}, and as FEATS, where it means that there are no features. In TSV an empty cell
   * is no value, and {@code _} is one.
   *
   * @return the value, the parts' values with {@link Column#JOINER} between them for a joined
   *     column; empty when it, or one of the parts, is missing, or the MISC key is not there
   * @throws IllegalArgumentException if the schema has no such column; the message lists those it
   *     has
   */
  public Optional<String> value(Column column) {
    if (column.joined()) {
      return joinedValue(column);
    }
    int index = schema.indexOf(column);
    if (index >= 0) {
      return at(index);
    }
    Optional<String> key = column.miscKey();
    if (key.isEmpty()) {
      throw schema.unknown(column);
    }
    int misc = schema.indexOf(Column.MISC);
    return misc < 0 ? Optional.empty() : at(misc).flatMap(all -> Misc.value(all, key.get()));
  }

  private Optional<String> joinedValue(Column column) {
    List<String> parts = new ArrayList<>();
    for (Column part : column.parts()) {
      Optional<String> value = value(part);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      parts.add(value.get());
    }
    return Optional.of(String.join(Column.JOINER, parts));
  }

  private Optional<String> at(int index) {
    return schema.isPresent(values, index) ? Optional.of(values[index]) : Optional.empty();
  }

  /**
   * This token with another value in a column.
   *
   * @param column where; a joined column takes a joined value, {@code misc.KEY} sets one key of
   *     MISC and keeps the others and their order
   * @param value the value; {@code _} in CoNLL-U and an empty one in TSV stand for none
   * @throws IllegalArgumentException if the schema has no such column or the column cannot hold the
   *     value
   */
  public Token with(Column column, String value) {
    if (column.joined()) {
      List<String> parts = column.split(value);
      Token result = this;
      for (int i = 0; i < parts.size(); i++) {
        result = result.with(column.parts().get(i), parts.get(i));
      }
      return result;
    }
    int index = schema.indexOf(column);
    if (index >= 0) {
      return withAt(index, value);
    }
    int misc = schema.indexOf(Column.MISC);
    if (misc < 0 || column.miscKey().isEmpty()) {
      throw schema.unknown(column);
    }
    return withAt(misc, miscWith(column, value, at(misc)));
  }

  private static String miscWith(Column column, String value, Optional<String> misc) {
    if (value.indexOf('|') >= 0) {
      throw new IllegalArgumentException(
          "column %s: expected a value without '|', which ends an entry of MISC, found %s"
              .formatted(column, Text.quote(value)));
    }
    String key = column.miscKey().orElseThrow();
    return misc.map(all -> Misc.with(all, key, value)).orElseGet(() -> key + "=" + value);
  }

  private Token withAt(int index, String value) {
    schema.requireValid(index, value);
    String[] changed = values.clone();
    changed[index] = value;
    return new Token(schema, changed);
  }

  /** This token under a schema that begins with the columns of its own, missing what is new. */
  Token extendedTo(Schema wider) {
    String[] extended = Arrays.copyOf(values, wider.size());
    Arrays.fill(extended, values.length, extended.length, wider.absentValue());
    return new Token(wider, extended);
  }

  /**
   * This token with the columns of CoNLL-U; columns named {@code misc.KEY} become keys of MISC.
   *
   * @throws IllegalArgumentException if it has a column for which CoNLL-U has no place
   */
  Token toConllu() {
    if (schema.equals(Schema.CONLLU)) {
      return this;
    }
    for (Column column : schema.columns()) {
      if (Schema.CONLLU.indexOf(column) < 0 && column.miscKey().isEmpty()) {
        throw new IllegalArgumentException(
            "column %s: CoNLL-U has no place for it; name it misc.%s".formatted(column, column));
      }
    }
    Token whole = withAll(ofForm(form()), false);
    return withAll(whole, true);
  }

  /** MISC keys are set after the MISC column, which would overwrite them. */
  private Token withAll(Token target, boolean miscKeys) {
    Token result = target;
    for (Column column : schema.columns()) {
      Optional<String> value = value(column);
      if (value.isPresent() && column.miscKey().isPresent() == miscKeys) {
        result = result.with(column, value.get());
      }
    }
    return result;
  }

  /** The value as the format writes it. */
  String raw(int index) {
    return values[index];
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Token token
            && token.schema.equals(schema)
            && Arrays.equals(token.values, values));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
