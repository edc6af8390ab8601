package dms.components.decoder;

import dms.components.encoder.FormCharacters;
import dms.core.batch.Batch;
import dms.core.tensor.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a lemmatizer works on: the distinct rows of a batch, so that no lemma is computed twice.
 * Rows are the same when form and tag are, and, with context, only when they are the same token; in
 * training also when the target is.
 */
final class LemmaRows {
  private static final int NONE = -1;

  /**
   * One row.
   *
   * @param form number of the form
   * @param tag id of the tag, -1 without one
   * @param position position of the token in (batch · tokens), -1 without context
   * @param target the lemma in training, empty otherwise
   */
  record Key(int form, int tag, int position, Optional<LemmaTarget> target) {}

  /** A row and how many tokens share it. */
  static final class Row {
    final Key key;
    final List<Integer> tokens = new ArrayList<>();

    private Row(Key key) {
      this.key = key;
    }
  }

  private final List<Row> rows;
  private final FormCharacters forms;

  private LemmaRows(List<Row> rows, FormCharacters forms) {
    this.rows = rows;
    this.forms = forms;
  }

  /**
   * Collects the rows of a batch.
   *
   * @param tags ids, shape (batch, tokens); empty where tags are not read
   * @param withContext whether the sentence makes a difference
   * @param targets of each position in training: tokens without one have no row; empty otherwise
   */
  static LemmaRows of(
      Batch batch,
      FormCharacters forms,
      Optional<Ids> tags,
      boolean withContext,
      Optional<LemmaTargets> targets) {
    Map<Key, Row> rows = new HashMap<>();
    List<Row> ordered = new ArrayList<>();
    for (int s = 0; s < batch.size(); s++) {
      for (int t = 0; t < batch.length(s); t++) {
        int position = batch.position(s, t);
        Optional<LemmaTarget> target = targets.flatMap(all -> all.at(position));
        if (targets.isPresent() && target.isEmpty()) {
          continue;
        }
        int tag = tags.map(ids -> ids.values()[position]).orElse(NONE);
        int form = forms.formOfToken().values()[position];
        Key key = new Key(form, tag, withContext ? position : NONE, target);
        Row row = rows.computeIfAbsent(key, k -> addTo(ordered, k));
        row.tokens.add(position);
      }
    }
    return new LemmaRows(ordered, forms);
  }

  private static Row addTo(List<Row> rows, Key key) {
    Row row = new Row(key);
    rows.add(row);
    return row;
  }

  int size() {
    return rows.size();
  }

  /**
   * The rows in groups of like length, so that little is computed for padding; within a group the
   * longest come first.
   */
  List<LemmaGroup> groups(int maxRows) {
    List<Row> sorted = new ArrayList<>(rows);
    Comparator<Row> shortestFirst =
        Comparator.comparingInt(this::steps).thenComparingInt(this::characters);
    sorted.sort(shortestFirst);
    List<LemmaGroup> groups = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += maxRows) {
      List<Row> group =
          new ArrayList<>(sorted.subList(from, Math.min(sorted.size(), from + maxRows)));
      group.sort(shortestFirst.reversed());
      groups.add(new LemmaGroup(group, forms));
    }
    return groups;
  }

  private int steps(Row row) {
    OptionalInt target =
        row.key.target().stream().mapToInt(lemma -> lemma.characters().length).findFirst();
    return target.orElseGet(() -> characters(row));
  }

  private int characters(Row row) {
    return forms.lengths()[row.key.form()];
  }
}
