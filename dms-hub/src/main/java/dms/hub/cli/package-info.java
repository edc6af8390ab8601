/** Terminal commands for those who tag; the main class adds them to its own. */
package dms.hub.cli;
