/**
 * The Database of Icelandic Morphology (DIM, BÍN): its file, its grammatical marks as features and
 * in the tag sets of Icelandic treebanks, vectors of forms and words to learn lemmas from.
 */
package dms.components.lexicon;
