package dms.components.lexicon;

/**
 * The tags of a word as a treebank would give them.
 *
 * @param upos the universal word class; empty in MIM-GOLD
 * @param xpos the tag of the treebank's or corpus' own tag set
 * @param feats the universal features, sorted, or {@code _} for none; empty in MIM-GOLD
 */
public record DimTag(String upos, String xpos, String feats) {}
