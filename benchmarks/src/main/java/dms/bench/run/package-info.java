/** Runs the benchmarks by groups, shortly or at length, through JMH. */
package dms.bench.run;
