/**
 * What a user hands in and gets back: raw text, JSON Lines and the corpus formats as documents of
 * sentences, and the tagged documents as CoNLL-U, TSV, JSON Lines or tables.
 */
package dms.hub.format;
