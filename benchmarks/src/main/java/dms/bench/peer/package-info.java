/**
 * The Java side of {@code benchmarks/peers}: each main does one piece of work that a script there
 * does in Python, on the same input, and writes its times as JSON.
 */
package dms.bench.peer;
