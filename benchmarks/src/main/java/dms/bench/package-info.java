/**
 * Benchmarks of real components on real sentences: preprocessing, each component's forward and
 * backward, a training step, tagging from text to text, and lemmas.
 */
package dms.bench;
