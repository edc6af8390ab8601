package dms.components.lexicon;

import java.util.List;

/**
 * A lemma that a form has in the DIM. Words that are spelled the same are one.
 *
 * @param lemma as the DIM spells it, as in {@code hestur}
 * @param analyses what its entries say of the form, sorted
 */
public record DimLemma(String lemma, List<DimAnalysis> analyses) {}
