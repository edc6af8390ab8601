package dms.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts what was worked on, so that JMH also gives the time per token. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Tokens {
  /** Tokens worked on, padding left out. */
  public long tokens;

  /** Made by JMH. */
  public Tokens() {}
}
