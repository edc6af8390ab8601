/** The command {@code dms bench}. */
package dms.bench.cli;
