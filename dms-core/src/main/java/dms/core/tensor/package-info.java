/**
 * The native ground: libtorch's start, devices, the scopes that own native memory, shape checks.
 */
package dms.core.tensor;
