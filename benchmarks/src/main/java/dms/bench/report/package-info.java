/** Results of benchmarks as a table, JSON, a chart and a page. */
package dms.bench.report;
