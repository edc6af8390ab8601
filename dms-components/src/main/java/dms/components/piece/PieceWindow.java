package dms.components.piece;

/**
 * A part of a sentence that fits into the encoder, and which of its tokens are taken from it.
 *
 * @param firstToken the first token it reads
 * @param endToken the token after the last it reads
 * @param firstKept the first token whose output is taken from this window
 * @param endKept the token after the last whose output is taken from this window
 */
public record PieceWindow(int firstToken, int endToken, int firstKept, int endKept) {}
