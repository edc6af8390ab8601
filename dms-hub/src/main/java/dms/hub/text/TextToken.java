package dms.hub.text;

/**
 * A token of a text; immutable.
 *
 * @param begin where it begins, in UTF-16 units of the text
 * @param end where it ends, exclusive
 * @param form the word as it is written
 */
public record TextToken(int begin, int end, String form) {}
