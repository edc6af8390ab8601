/**
 * The scores of the CoNLL 2018 shared task: how well a parsed, tagged and lemmatized text agrees
 * with a gold one, even where its words and sentences were split otherwise.
 */
package dms.train.eval.conll;
