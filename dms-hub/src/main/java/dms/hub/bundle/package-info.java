/**
 * A trained system as a folder: its description, its weights and what its components keep, every
 * file with its SHA-256.
 */
package dms.hub.bundle;
