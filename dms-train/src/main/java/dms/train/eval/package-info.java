/** How good a model is: counts over tokens, their report, and the metrics that select a model. */
package dms.train.eval;
