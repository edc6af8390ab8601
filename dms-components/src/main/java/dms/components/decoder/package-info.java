/** The paper's decoders (section 2.3): from encodings to one value per token. */
package dms.components.decoder;
