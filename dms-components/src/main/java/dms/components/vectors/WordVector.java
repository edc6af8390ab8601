package dms.components.vectors;

/**
 * A form and its vector.
 *
 * @param values not copied, so hand them over and leave them alone
 */
public record WordVector(String form, float[] values) {}
