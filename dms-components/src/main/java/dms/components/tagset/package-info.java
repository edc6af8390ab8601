/** Tags taken apart: schemes, the categories of their values, and inventories of valid tags. */
package dms.components.tagset;
