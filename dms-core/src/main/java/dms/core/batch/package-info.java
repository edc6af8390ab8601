/**
 * The dynamic batch: sentences and everything that components computed for them; and how a corpus
 * becomes batches, planned by length and made ahead on background threads.
 */
package dms.core.batch;
