/** The dynamic batch: sentences and everything that components computed for them. */
package dms.core.batch;
