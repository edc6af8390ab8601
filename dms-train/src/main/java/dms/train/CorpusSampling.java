package dms.train;

import dms.core.batch.Seeds;
import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which sentences an epoch has where there are several corpora: as many as there are in all, each
 * corpus with a share in proportion to its number of sentences to the power of one over the
 * temperature. A corpus with more places than sentences gives each of them as often as the others,
 * give or take one; one with fewer gives others in each epoch.
 */
final class CorpusSampling {
  private final List<List<Integer>> corpora;
  private final int[] places;

  /**
   * @param sentences of all corpora, each with the name of its own
   * @param temperature 1 for every sentence once, more for smaller corpora to gain
   */
  CorpusSampling(List<Sentence> sentences, double temperature) {
    Map<String, List<Integer>> byName = new TreeMap<>();
    for (int i = 0; i < sentences.size(); i++) {
      byName
          .computeIfAbsent(sentences.get(i).corpus().orElse(""), name -> new ArrayList<>())
          .add(i);
    }
    this.corpora = List.copyOf(byName.values());
    int[] sizes = corpora.stream().mapToInt(List::size).toArray();
    this.places = temperature == 1 ? sizes : places(sizes, temperature);
  }

  /**
   * Places of each corpus: the rounded-off shares, and one more for the largest remainders until
   * there are as many places as sentences.
   */
  static int[] places(int[] sizes, double temperature) {
    double[] powers = Arrays.stream(sizes).mapToDouble(n -> Math.pow(n, 1 / temperature)).toArray();
    double factor = Arrays.stream(sizes).sum() / Arrays.stream(powers).sum();
    int[] places = Arrays.stream(powers).mapToInt(power -> (int) (power * factor)).toArray();
    int left = Arrays.stream(sizes).sum() - Arrays.stream(places).sum();
    IntStream.range(0, sizes.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> places[c] - powers[c] * factor))
        .limit(left)
        .forEach(c -> places[c]++);
    return places;
  }

  /**
   * The sentences of an epoch, by number, in ascending order.
   *
   * @param seed of the epoch; the same one gives the same sentences
   */
  int[] sample(long seed) {
    List<Integer> chosen = new ArrayList<>();
    for (int c = 0; c < places.length; c++) {
      List<Integer> corpus = corpora.get(c);
      for (int whole = places[c] / corpus.size(); whole > 0; whole--) {
        chosen.addAll(corpus);
      }
      int rest = places[c] % corpus.size();
      if (rest > 0) {
        List<Integer> shuffled = new ArrayList<>(corpus);
        Collections.shuffle(shuffled, new Random(Seeds.of(seed, c)));
        chosen.addAll(shuffled.subList(0, rest));
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
