package dms.core.batch;

/**
 * Derives the seeds of a run from one: of the order of an epoch, of the dropout of a step. As a
 * seed follows from what it is for, not from what was drawn before it, a resumed run needs no
 * replay.
 *
 * <p>The bits are mixed by the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /**
   * A seed for one purpose.
   *
   * @param seed of the run
   * @param path numbers that name the purpose, such as epoch and step; their order counts, and so
   *     does how many there are
   * @return the same for the same arguments, on every machine
   */
  public static long of(long seed, long... path) {
    long state = mix(seed + (path.length + 1) * GOLDEN_GAMMA);
    for (long name : path) {
      state = mix(state + GOLDEN_GAMMA + mix(name + GOLDEN_GAMMA));
    }
    return state;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
