package dms.components.lexicon;

import dms.core.file.DurableFile;
import dms.core.vocab.CodePointOrder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Collects the entries of the DIM by form and writes the file of a {@link DimLexicon}. */
final class DimLexiconWriter {
  /** Fewer make lookups faster and the file larger. */
  private static final int BLOCK_FORMS = 16;

  private final Map<Reading, Integer> readings = new HashMap<>();
  private final List<Reading> readingsByNumber = new ArrayList<>();
  private final Map<LemmaScript, Integer> scriptUses = new HashMap<>();
  private final AnalysisSets sets = new AnalysisSets();
  private final Map<String, Integer> setOfForm = new HashMap<>();
  private long entries;

  /** One thing that an entry says of its form. */
  private record Reading(LemmaScript script, DimAnalysis analysis) {}

  void read(DimReader reader, LongConsumer progress) throws IOException {
    for (Optional<DimEntry> next = reader.read(); next.isPresent(); next = reader.read()) {
      add(next.get());
      progress.accept(reader.line());
    }
  }

  private void add(DimEntry entry) {
    LemmaScript script = LemmaScript.of(entry.form(), entry.lemma());
    Reading reading = new Reading(script, DimAnalysis.of(entry));
    Integer number = readings.get(reading);
    if (number == null) {
      number = readings.size();
      readings.put(reading, number);
      readingsByNumber.add(reading);
    }
    Integer before = setOfForm.getOrDefault(entry.form(), AnalysisSets.EMPTY);
    setOfForm.put(entry.form(), sets.with(before, number));
    scriptUses.merge(script, 1, Integer::sum);
    entries++;
  }

  DimLexicon.Built write(Path file) throws IOException {
    Map<Integer, Integer> formsOfSet = new HashMap<>();
    setOfForm.values().forEach(set -> formsOfSet.merge(set, 1, Integer::sum));
    List<DimAnalysis> analyses =
        readingsByNumber.stream().map(Reading::analysis).distinct().sorted().toList();
    List<LemmaScript> scripts = scriptsByUse();
    Map<Integer, int[]> written = written(formsOfSet.keySet(), analyses, scripts);
    // The most frequent come first, so that their numbers are short.
    List<Integer> order =
        formsOfSet.keySet().stream()
            .sorted(
                Comparator.<Integer>comparingInt(set -> -formsOfSet.get(set))
                    .thenComparing(written::get, Arrays::compare))
            .toList();
    LexiconTables tables =
        new LexiconTables(analyses, scripts, order.stream().map(written::get).toList());
    DurableFile.writeBytes(file, bytes(tables, numbered(order)));
    return new DimLexicon.Built(entries, setOfForm.size(), scripts.size(), order.size());
  }

  private List<LemmaScript> scriptsByUse() {
    return scriptUses.keySet().stream()
        .sorted(
            Comparator.<LemmaScript>comparingInt(script -> -scriptUses.get(script))
                .thenComparing(LemmaScript::drop)
                .thenComparing(LemmaScript::add, CodePointOrder::compare))
        .toList();
  }

  private static <T> Map<T, Integer> numbered(List<T> values) {
    Map<T, Integer> numbers = new HashMap<>();
    values.forEach(value -> numbers.put(value, numbers.size()));
    return numbers;
  }

  /** The sets as the tables have them. */
  private Map<Integer, int[]> written(
      Iterable<Integer> used, List<DimAnalysis> analyses, List<LemmaScript> scripts) {
    Map<DimAnalysis, Integer> analysisNumbers = numbered(analyses);
    Map<LemmaScript, Integer> scriptNumbers = numbered(scripts);
    Map<Integer, int[]> written = new HashMap<>();
    for (Integer set : used) {
      TreeMap<Integer, List<Integer>> byScript = new TreeMap<>();
      for (int element : sets.elements(set)) {
        Reading reading = readingsByNumber.get(element);
        byScript
            .computeIfAbsent(scriptNumbers.get(reading.script), script -> new ArrayList<>())
            .add(analysisNumbers.get(reading.analysis));
      }
      written.put(set, flat(byScript));
    }
    return written;
  }

  private static int[] flat(Map<Integer, List<Integer>> byScript) {
    List<Integer> flat = new ArrayList<>();
    byScript.forEach(
        (script, analyses) -> {
          flat.add(script);
          flat.add(analyses.size());
          analyses.stream().sorted().forEach(flat::add);
        });
    return flat.stream().mapToInt(Integer::intValue).toArray();
  }

  private byte[] bytes(LexiconTables tables, Map<Integer, Integer> setNumbers) {
    VarintWriter head = new VarintWriter();
    tables.write(head);
    List<Integer> index = new ArrayList<>();
    byte[] blocks = blocks(setNumbers, index);
    int indexAt = LexiconLayout.HEADER_BYTES + head.size();
    int formsAt = indexAt + Integer.BYTES * index.size();
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(formsAt, blocks.length)).order(ByteOrder.LITTLE_ENDIAN);
    file.position(LexiconLayout.HEADER_BYTES).put(head.toByteArray());
    index.forEach(file::putInt);
    file.put(blocks).clear();
    new LexiconLayout(setOfForm.size(), BLOCK_FORMS, indexAt, formsAt, file.limit()).write(file);
    return file.array();
  }

  /** The sorted forms; the index gets the begin of each block. */
  private byte[] blocks(Map<Integer, Integer> setNumbers, List<Integer> index) {
    String[] forms = setOfForm.keySet().toArray(String[]::new);
    Arrays.sort(forms, CodePointOrder::compare);
    VarintWriter out = new VarintWriter();
    byte[] before = {};
    for (int i = 0; i < forms.length; i++) {
      byte[] form = forms[i].getBytes(StandardCharsets.UTF_8);
      if (i % BLOCK_FORMS == 0) {
        index.add(out.size());
        before = new byte[0];
      }
      int mismatch = Arrays.mismatch(before, form);
      int common = mismatch < 0 ? form.length : mismatch;
      out.number(common);
      out.number(form.length - common);
      out.bytes(form, common);
      out.number(setNumbers.get(setOfForm.get(forms[i])));
      before = form;
    }
    return out.toByteArray();
  }
}
