/**
 * Finds models by name: in folders and archives, in jars, in the user's model home, and in
 * catalogues from which they are downloaded. Everything that opens a socket does so through {@link
 * dms.hub.catalogue.NetworkGate}.
 */
package dms.hub.catalogue;
