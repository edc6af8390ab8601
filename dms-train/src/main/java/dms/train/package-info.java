/** A training run: its configuration, its steps, its checkpoints. */
package dms.train;
