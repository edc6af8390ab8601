/** Symbols and their ids. */
package dms.core.vocab;
