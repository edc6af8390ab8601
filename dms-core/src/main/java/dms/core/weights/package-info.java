/** Named weights: the safetensors format and the parameters of a model. */
package dms.core.weights;
