/** The commands of a researcher and the main class. */
package dms.train.cli;
