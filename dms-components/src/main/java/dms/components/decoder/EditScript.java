package dms.components.decoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a lemma comes from its form: a casing, then edits from the form's end towards its beginning;
 * immutable. So {@code höfum} to {@code hafa} is: take off two characters, put {@code a}; leave
 * one; take off one, put {@code a}; leave the rest. As it counts from the end, the same script
 * makes {@code tapa} of {@code töpum}. Casing and edits are apart, as in Straka et al. (2019).
 *
 * <p>As text: the casing and the edits with tabs between, an edit as {@code left-taken+put}, here
 * {@code lower, 0-2+a, 1-1+a}. A lemma that shares no character with its form is a script of its
 * own, {@code whole} and the lemma.
 *
 * <p>The scripts in the file of a {@link dms.components.lexicon.DimLexicon} are others: one cut at
 * the end, which packs well. Here the same script is to make the lemmas of as many words as
 * possible, vowels that change within them too, as each script is a class to learn.
 */
public final class EditScript {
  /** Characters of a form or lemma above which the lemma is a script of its own. */
  private static final int MAX_ALIGNED = 100;

  private static final List<Casing> CASINGS = List.of(Casing.values());
  private static final String SEPARATOR = "\t";
  private static final String WHOLE = "whole";
  private static final Pattern EDIT = Pattern.compile("(\\d{1,6})-(\\d{1,6})\\+([^\\t]*)");

  /** How the letters are written before and after the edits. */
  enum Casing {
    /** All in lower case. */
    LOWER,
    /** As in the form; what is put in as it was learnt. */
    KEPT,
    /** The first letter in upper case, the others in lower case. */
    TITLE,
    /** All in upper case. */
    UPPER;

    private String before(String text) {
      return this == KEPT ? text : text.toLowerCase(Locale.ROOT);
    }

    private String after(String text) {
      return switch (this) {
        case LOWER, KEPT -> text;
        case UPPER -> text.toUpperCase(Locale.ROOT);
        case TITLE -> {
          int first = text.offsetByCodePoints(0, 1);
          yield text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
        }
      };
    }

    private String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Going towards the beginning: leave some characters, take some off, put others.
   *
   * @param left characters that stay
   * @param taken characters that go
   * @param put what comes in their place
   */
  record Edit(int left, int taken, String put) {
    @Override
    public String toString() {
      return left + "-" + taken + "+" + put;
    }
  }

  private final Casing casing;
  private final List<Edit> edits;
  private final Optional<String> whole;

  private EditScript(Casing casing, List<Edit> edits, Optional<String> whole) {
    this.casing = casing;
    this.edits = List.copyOf(edits);
    this.whole = whole;
  }

  /**
   * The script with the fewest edits that makes the lemma from the form.
   *
   * @param form not empty
   * @param lemma not empty
   */
  public static EditScript between(String form, String lemma) {
    EditScript best = new EditScript(Casing.KEPT, List.of(), Optional.of(lemma));
    if (form.equals(lemma)) {
      boolean lower = lemma.equals(Casing.LOWER.before(lemma));
      return new EditScript(lower ? Casing.LOWER : Casing.KEPT, List.of(), Optional.empty());
    }
    if (Math.max(form.length(), lemma.length()) > MAX_ALIGNED) {
      return best;
    }
    EditAlignment kept = EditAlignment.of(form, lemma);
    EditAlignment lower = inLowerCase(form, lemma, kept);
    int fewest = Integer.MAX_VALUE;
    for (Casing casing : CASINGS) {
      EditAlignment alignment = casing == Casing.KEPT ? kept : lower;
      if (alignment.shared() > 0 && alignment.cost() < fewest) {
        EditScript script = new EditScript(casing, alignment.edits(), Optional.empty());
        if (script.apply(form).equals(Optional.of(lemma))) {
          best = script;
          fewest = alignment.cost();
        }
      }
    }
    return best;
  }

  /** Most forms and lemmas are in lower case as they are; nothing is aligned anew for them. */
  private static EditAlignment inLowerCase(String form, String lemma, EditAlignment kept) {
    String lowerForm = Casing.LOWER.before(form);
    String lowerLemma = Casing.LOWER.before(lemma);
    return lowerForm.equals(form) && lowerLemma.equals(lemma)
        ? kept
        : EditAlignment.of(lowerForm, lowerLemma);
  }

  /**
   * Reads a script from its text.
   *
   * @throws IllegalArgumentException when it is not the text of a script
   */
  public static EditScript parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts[0].equals(WHOLE) && parts.length == 2 && !parts[1].isEmpty()) {
      return new EditScript(Casing.KEPT, List.of(), Optional.of(parts[1]));
    }
    for (Casing casing : CASINGS) {
      if (casing.symbol().equals(parts[0])) {
        return new EditScript(casing, edits(text, parts), Optional.empty());
      }
    }
    throw notAScript(text);
  }

  private static List<Edit> edits(String text, String[] parts) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher edit = EDIT.matcher(parts[i]);
      if (!edit.matches()) {
        throw notAScript(text);
      }
      edits.add(
          new Edit(
              Integer.parseInt(edit.group(1)), Integer.parseInt(edit.group(2)), edit.group(3)));
    }
    return edits;
  }

  private static IllegalArgumentException notAScript(String text) {
    return new IllegalArgumentException(
        "edit script: expected a casing and edits such as 'lower, 0-2+a' with tabs between, or"
            + " 'whole' and a lemma, found '"
            + text
            + "'");
  }

  /**
   * The lemma of a form.
   *
   * @return empty when the form is too short for the script, or nothing would be left
   */
  public Optional<String> apply(String form) {
    if (whole.isPresent()) {
      return whole;
    }
    String from = casing.before(form);
    if (edits.isEmpty()) {
      return made(from);
    }
    List<String> pieces = new ArrayList<>();
    int end = from.length();
    for (Edit edit : edits) {
      int left = stepBack(from, end, edit.left);
      int taken = stepBack(from, left, edit.taken);
      if (taken < 0) {
        return Optional.empty();
      }
      pieces.add(from.substring(left, end));
      pieces.add(edit.put);
      end = taken;
    }
    pieces.add(from.substring(0, end));
    Collections.reverse(pieces);
    return made(String.join("", pieces));
  }

  private Optional<String> made(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(casing.after(text));
  }

  /** The index that many code points before another; negative when there are not so many. */
  private static int stepBack(String text, int from, int characters) {
    int index = from;
    for (int i = 0; i < characters && index >= 0; i++) {
      index = index == 0 ? -1 : text.offsetByCodePoints(index, -1);
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EditScript script && script.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    if (whole.isPresent()) {
      return WHOLE + SEPARATOR + whole.get();
    }
    StringBuilder text = new StringBuilder(casing.symbol());
    edits.forEach(edit -> text.append(SEPARATOR).append(edit));
    return text.toString();
  }
}
