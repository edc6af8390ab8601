/**
 * Sentences with named columns, and the readers and writers of the formats they are kept in:
 * CoNLL-U, TSV and plain text. Reading is strict and says file, line and column of what is wrong;
 * writing loses nothing; neither ever holds more than one sentence.
 */
package dms.core.corpus;
