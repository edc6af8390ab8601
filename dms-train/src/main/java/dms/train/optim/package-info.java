/**
 * Moves a model's parameters along their gradients: the parameters as one buffer, the optimizers
 * that step over it and the schedules of their learning rate.
 */
package dms.train.optim;
