/** Bundles as archives: packed for others, unpacked with distrust, and found in jars. */
package dms.hub.archive;
