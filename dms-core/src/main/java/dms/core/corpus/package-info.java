/** Sentences with named columns and the readers and writers of the formats they are kept in. */
package dms.core.corpus;
