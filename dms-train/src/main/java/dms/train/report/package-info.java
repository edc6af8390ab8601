/** An evaluation as one HTML page that needs nothing else: scores, errors, learning curves. */
package dms.train.report;
