/**
 * Tokens as the pieces that a pretrained transformer reads: WordPieces as BERT and ELECTRA split
 * them, and windows over sentences longer than the transformer's positions. Pure Java.
 */
package dms.components.piece;
