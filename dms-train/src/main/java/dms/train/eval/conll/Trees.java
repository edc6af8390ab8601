package dms.train.eval.conll;

/** Whether a file's dependency trees are read. */
public enum Trees {
  /** HEAD and DEPREL are scored; a sentence whose heads are no tree is refused. */
  SCORED,
  /** HEAD and DEPREL are left alone, for files that were tagged but not parsed. */
  IGNORED
}
