package dms.components.lexicon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * n-hot vectors of the forms of the DIM: one number for each {@link DimFeature}, 1 if any entry of
 * the form has it, else 0. The words of ABLTagger's morphological lexicon (paper section 3.1).
 */
public final class DimVectors {
  private final Map<String, Long> bits;
  private final LeftOut leftOut;

  private DimVectors(Map<String, Long> bits, LeftOut leftOut) {
    this.bits = bits;
    this.leftOut = leftOut;
  }

  /**
   * Reads all entries; an entry whose mark is not known is left out and counted.
   *
   * @param progress is told the number of each line that was read
   * @throws IOException if the file is damaged or cannot be read
   */
  public static DimVectors read(DimReader reader, LongConsumer progress) throws IOException {
    Map<String, Long> bits = new HashMap<>();
    Map<Long, Long> shared = new HashMap<>();
    Map<String, Optional<DimMark>> marks = new HashMap<>();
    LeftOut leftOut = new LeftOut();
    for (Optional<DimEntry> next = reader.read(); next.isPresent(); next = reader.read()) {
      DimEntry entry = next.get();
      Optional<DimMark> mark =
          marks.computeIfAbsent(entry.wordClass() + ' ' + entry.mark(), key -> DimMark.of(entry));
      if (mark.isPresent()) {
        long more = mark.get().bits();
        // A few thousand values serve millions of forms.
        bits.merge(
            entry.form(),
            shared.computeIfAbsent(more, key -> key),
            (had, added) -> shared.computeIfAbsent(had | added, key -> key));
      } else {
        leftOut.add("unknown word class or mark", entry, reader.line());
      }
      progress.accept(reader.line());
    }
    return new DimVectors(bits, leftOut);
  }

  /** How many forms have a vector. */
  public int size() {
    return bits.size();
  }

  /** Entries without a known mark. */
  public LeftOut leftOut() {
    return leftOut;
  }

  /** The formats of vector files. */
  public enum Format {
    /** word2vec's text: a line {@code count dim}, then {@code form 0 1 …}. */
    WORD2VEC(" ", " ", ""),

    /** {@code form;[0,1,…]}, without a first line. */
    N_HOT(";[", ",", "]");

    private final String afterForm;
    private final String between;
    private final String end;

    Format(String afterForm, String between, String end) {
      this.afterForm = afterForm;
      this.between = between;
      this.end = end;
    }

    /**
     * The format that a name tells: .nhot and .nhot.gz, .vec and .vec.gz.
     *
     * @throws IllegalArgumentException if it ends otherwise
     */
    public static Format ofFile(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
      if (name.endsWith(".vec")) {
        return WORD2VEC;
      }
      if (name.endsWith(".nhot")) {
        return N_HOT;
      }
      throw new IllegalArgumentException(
          file + ": expected a file named .vec, .vec.gz, .nhot or .nhot.gz; rename it");
    }

    private byte[] vector(long bits) {
      String numbers =
          IntStream.range(0, DimFeature.values().length)
              .mapToObj(i -> (bits >>> i & 1) == 1 ? "1" : "0")
              .collect(Collectors.joining(between, afterForm, end + "\n"));
      return numbers.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /**
   * Writes a line for each form, sorted by UTF-16 code unit; packed with gzip if the name ends with
   * .gz. The file is there whole or not at all.
   *
   * @return how many forms were left out because there is a blank in them, which word2vec's format
   *     takes for the end of a form
   * @throws IOException if it cannot be written
   */
  public int write(Path file) throws IOException {
    Format format = Format.ofFile(file);
    String[] forms =
        bits.keySet().stream()
            .filter(form -> format == Format.N_HOT || form.indexOf(' ') < 0)
            .toArray(String[]::new);
    Arrays.sort(forms);
    PackedFile.write(file, out -> write(forms, format, out));
    return bits.size() - forms.length;
  }

  private void write(String[] forms, Format format, OutputStream out) throws IOException {
    if (format == Format.WORD2VEC) {
      String header = forms.length + " " + DimFeature.values().length + "\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
    }
    Map<Long, byte[]> vectors = new HashMap<>();
    for (String form : forms) {
      out.write(form.getBytes(StandardCharsets.UTF_8));
      out.write(vectors.computeIfAbsent(bits.get(form), format::vector));
    }
  }
}
