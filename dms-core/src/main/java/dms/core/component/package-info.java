/** The paper's contracts: encoders, decoders and the model that runs them in order. */
package dms.core.component;
