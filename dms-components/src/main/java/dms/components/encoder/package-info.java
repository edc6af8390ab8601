/** The paper's encoders (section 2.2): from a text sequence to encodings. */
package dms.components.encoder;
