package dms.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where the time of the thread that trains goes, summed over the steps of an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class StepCosts {
  /** Nanoseconds of whole steps. */
  public long stepNanos;

  /** Those of them in which the thread prepared its batch or waited for it. */
  public long preparingNanos;

  /** Made by JMH. */
  public StepCosts() {}
}
