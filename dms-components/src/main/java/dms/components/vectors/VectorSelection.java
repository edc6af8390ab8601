package dms.components.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which forms of a file are taken: all, or those that a list names. */
public final class VectorSelection {
  private final Optional<Set<String>> forms;
  private final boolean lowerCased;

  private VectorSelection(Optional<Set<String>> forms, boolean lowerCased) {
    this.forms = forms;
    this.lowerCased = lowerCased;
  }

  /** Where the selected vectors go. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a form and its vector.
     *
     * @throws IOException when it cannot be written
     */
    void accept(WordVector vector) throws IOException;
  }

  /** All forms. */
  public static VectorSelection complete() {
    return new VectorSelection(Optional.empty(), false);
  }

  /**
   * Those forms only.
   *
   * @param lowerCased whether the lower-cased forms (by {@link Locale#ROOT}) are taken too
   */
  public static VectorSelection of(Collection<String> forms, boolean lowerCased) {
    return new VectorSelection(Optional.of(new LinkedHashSet<>(forms)), lowerCased);
  }

  /**
   * The forms of a file in UTF-8, one a line, also compressed ({@code .gz}); empty lines are passed
   * over.
   *
   * @throws VectorFormatException when it is not UTF-8 or not gzip, naming file and line
   * @throws IOException when it cannot be read
   */
  public static Set<String> readForms(Path file) throws IOException {
    Set<String> forms = new LinkedHashSet<>();
    try (VectorLines lines = new VectorLines(file)) {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        forms.add(line.get());
      }
    }
    forms.remove("");
    return forms;
  }

  /** Whether all forms are taken. */
  boolean isComplete() {
    return forms.isEmpty();
  }

  /**
   * Reads a file to its end and hands over what is selected; then, where the file has vectors of
   * parts of words, the forms that it lacks, made of their parts. A form that stands in the file
   * twice is handed over twice.
   *
   * @throws VectorFormatException when the file breaks its format
   * @throws IOException when it cannot be read, or from the sink
   */
  public void select(VectorSource source, Sink sink) throws IOException {
    Set<String> wanted = forms.map(this::withLowerCased).orElse(Set.of());
    Set<String> found = new HashSet<>();
    for (Optional<WordVector> next = source.read(); next.isPresent(); next = source.read()) {
      String form = next.get().form();
      if (isComplete() || wanted.contains(form)) {
        sink.accept(next.get());
      }
      if (wanted.contains(form)) {
        found.add(form);
      }
    }
    if (source.subwords().isPresent()) {
      compose(source.subwords().get(), found, sink);
    }
  }

  private Set<String> withLowerCased(Set<String> listed) {
    Set<String> wanted = new HashSet<>(listed);
    if (lowerCased) {
      listed.forEach(form -> wanted.add(form.toLowerCase(Locale.ROOT)));
    }
    return wanted;
  }

  private void compose(SubwordVectors subwords, Set<String> found, Sink sink) throws IOException {
    for (String form : forms.orElse(Set.of())) {
      float[] vector = new float[subwords.dim()];
      boolean lacks =
          !found.contains(form) && !(lowerCased && found.contains(form.toLowerCase(Locale.ROOT)));
      if (lacks && subwords.compose(form, vector, 0)) {
        sink.accept(new WordVector(form, vector));
      }
    }
  }
}
