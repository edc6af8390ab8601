/**
 * How time and memory grow: with the length of a text, with the length of a sentence, and with the
 * number of batch shapes. Run by {@code benchmarks/growth/run}; docs/growth.md has the figures.
 */
package dms.bench.growth;
