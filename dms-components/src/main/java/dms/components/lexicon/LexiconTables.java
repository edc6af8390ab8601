package dms.components.lexicon;

import java.util.ArrayList;
import java.util.List;

/**
 * What the forms of the DIM share: few enough to be held.
 *
 * @param analyses word classes and marks
 * @param scripts how forms become lemmas
 * @param sets for each set the numbers of a script, of its analyses how many, and these, then the
 *     next script
 */
record LexiconTables(List<DimAnalysis> analyses, List<LemmaScript> scripts, List<int[]> sets) {
  void write(VarintWriter out) {
    out.number(analyses.size());
    for (DimAnalysis analysis : analyses) {
      out.text(analysis.wordClass());
      out.text(analysis.mark());
    }
    out.number(scripts.size());
    for (LemmaScript script : scripts) {
      out.number(script.drop());
      out.text(script.add());
    }
    out.number(sets.size());
    for (int[] set : sets) {
      out.number(set.length);
      for (int number : set) {
        out.number(number);
      }
    }
  }

  /**
   * Reads the tables.
   *
   * @throws IndexOutOfBoundsException if something is not where it should be
   */
  static LexiconTables read(VarintReader in) {
    List<DimAnalysis> analyses = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      analyses.add(new DimAnalysis(in.text(), in.text()));
    }
    List<LemmaScript> scripts = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      scripts.add(new LemmaScript(in.number(), in.text()));
    }
    List<int[]> sets = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      sets.add(set(in, analyses.size(), scripts.size()));
    }
    return new LexiconTables(analyses, scripts, sets);
  }

  private static int[] set(VarintReader in, int analyses, int scripts) {
    int[] set = new int[in.count()];
    int at = 0;
    while (at < set.length) {
      set[at] = in.numberBelow(scripts);
      set[at + 1] = in.numberBelow(set.length - at - 1);
      int end = at + 2 + set[at + 1];
      for (at += 2; at < end; at++) {
        set[at] = in.numberBelow(analyses);
      }
    }
    return set;
  }

  /**
   * The lemmas of a form.
   *
   * @param form in UTF-8
   * @throws IndexOutOfBoundsException if the form is too short for a script
   */
  List<DimLemma> lemmas(int[] set, byte[] form) {
    List<DimLemma> lemmas = new ArrayList<>();
    int at = 0;
    while (at < set.length) {
      LemmaScript script = scripts.get(set[at]);
      List<DimAnalysis> ofLemma = new ArrayList<>();
      int end = at + 2 + set[at + 1];
      for (at += 2; at < end; at++) {
        ofLemma.add(analyses.get(set[at]));
      }
      lemmas.add(new DimLemma(script.lemma(form), List.copyOf(ofLemma)));
    }
    return List.copyOf(lemmas);
  }
}
