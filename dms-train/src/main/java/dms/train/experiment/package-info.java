/** Experiments of several runs: grids, cross-validation, ablation. */
package dms.train.experiment;
