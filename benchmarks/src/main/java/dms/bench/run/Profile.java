package dms.bench.run;

/** How long is measured. */
public enum Profile {
  /** Under five minutes on two cores that do nothing else. */
  SHORT,
  /** As each benchmark says itself: every component, longer iterations; most of an hour. */
  LONG
}
