/** Benchmarks: what a step costs, and its parts. */
package dms.bench;
