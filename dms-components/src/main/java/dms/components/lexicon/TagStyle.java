package dms.components.lexicon;

import java.util.Locale;

/** In which tag set a word of the DIM is given its tags. */
public enum TagStyle {
  /** MIM-GOLD 2.0, the revised Icelandic tag set, in the column xpos. */
  MIM,

  /** UPOS, XPOS and FEATS as UD_Icelandic-IcePaHC writes them. */
  ICEPAHC,

  /** UPOS, XPOS and FEATS as UD_Icelandic-Modern writes them. */
  MODERN;

  /** The name of the style's column in dim-tags.tsv. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Both treebanks write the lemmas of proper nouns in lower case. */
  public boolean lowerCaseLemmas() {
    return this != MIM;
  }
}
