/** From a configuration file to assembled components. */
package dms.components.config;
