/**
 * The native ground: libtorch's start, devices, the scopes that own native memory, shape checks,
 * and the way from Java arrays to tensors. Knows nothing of batches.
 */
package dms.core.tensor;
