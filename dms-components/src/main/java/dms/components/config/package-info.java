/**
 * From a configuration file to assembled components.
 *
 * <p>{@link dms.components.config.ConfigurationLoader} reads HOCON files, {@link
 * dms.components.config.RecordBinder} turns them into records that check their values.
 */
package dms.components.config;
