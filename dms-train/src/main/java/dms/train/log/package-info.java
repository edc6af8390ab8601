/** What a training run tells while it runs: progress, metrics, TensorBoard events. */
package dms.train.log;
