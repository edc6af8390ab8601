/**
 * Word vectors from elsewhere: readers of the files in which they are distributed, and a compact
 * store that is looked up without being loaded. Plain Java.
 */
package dms.components.vectors;
