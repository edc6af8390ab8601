/** The way from a trained system to tagged sentences. */
package dms.hub;
