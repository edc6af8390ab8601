/**
 * Raw text to sentences and tokens with offsets: ICU break iterators, rules and word lists of each
 * language as resources, and the conventions of its treebanks.
 */
package dms.hub.text;
