package dms.hub.text;

/**
 * A word or mark of a text.
 *
 * @param begin where it begins, in UTF-16 units of the text
 * @param end where it has ended
 * @param form the characters between
 */
public record TextToken(int begin, int end, String form) {}
