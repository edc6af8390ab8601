/** Files that are either wholly there or not there at all. */
package dms.core.file;
