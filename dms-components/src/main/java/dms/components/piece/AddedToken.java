package dms.components.piece;

/**
 * A text that is one piece wherever it stands, also within a word.
 *
 * @param content the text, not empty
 * @param id its piece
 * @param normalized whether it is looked for in the normalized text; if not, in the text as it is
 */
record AddedToken(String content, int id, boolean normalized) {}
