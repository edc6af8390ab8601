/** The bricks that encoders and decoders are built of: thin wrappers over libtorch modules. */
package dms.components.layer;
