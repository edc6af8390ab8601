package dms.core.vocab;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Symbols numbered from 0, and the way back. Immutable and safe for use from several threads;
 * looking up allocates nothing.
 *
 * <p>The first ids belong to reserved symbols such as {@link #PADDING}, which no text contains.
 * They are found by {@link #reserved} only. So a token of a corpus that happens to be spelled
 * {@code <unk>} is a symbol like any other: {@link #find} gives it an id of its own, or none, but
 * never the reserved one.
 */
public final class Vocabulary {
  /** Reserved name of what fills a batch. */
  public static final String PADDING = "<pad>";

  /** Reserved name of whatever the vocabulary lacks. */
  public static final String UNKNOWN = "<unk>";

  /** Reserved name of the begin of a sequence. */
  public static final String BEGIN = "<s>";

  /** Reserved name of the end of a sequence. */
  public static final String END = "</s>";

  private final List<String> symbols;
  private final Map<String, OptionalInt> reserved;
  private final Map<String, OptionalInt> ids;
  private final CharacterTable characters;

  private Vocabulary(List<String> reserved, List<String> ordinary) {
    this.symbols = Stream.concat(reserved.stream(), ordinary.stream()).toList();
    this.reserved = number(reserved, 0);
    this.ids = number(ordinary, reserved.size());
    this.characters = new CharacterTable(ordinary, reserved.size());
  }

  /**
   * Numbers the given symbols in their order, without reserved ones.
   *
   * @throws IllegalArgumentException for a symbol given twice or one that UTF-8 cannot hold
   */
  public static Vocabulary of(List<String> symbols) {
    return of(List.of(), symbols);
  }

  /**
   * Numbers first the reserved symbols, then the others, each in their order.
   *
   * @throws IllegalArgumentException for a symbol twice in one list or one that UTF-8 cannot hold
   */
  public static Vocabulary of(List<String> reserved, List<String> symbols) {
    return new Vocabulary(reserved, symbols);
  }

  /**
   * Numbers first the reserved symbols in their order, then every symbol that was counted often
   * enough, by code points; the same counts so give the same ids.
   *
   * @param counts how often each symbol was seen
   * @param minCount the fewest times that earn an id
   * @throws IllegalArgumentException for a reserved symbol given twice or one that UTF-8 cannot
   *     hold
   */
  public static Vocabulary learn(Map<String, Long> counts, long minCount, List<String> reserved) {
    List<String> frequent =
        counts.entrySet().stream()
            .filter(counted -> counted.getValue() >= minCount)
            .map(Map.Entry::getKey)
            .sorted(CodePointOrder::compare)
            .toList();
    return new Vocabulary(reserved, frequent);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json the bytes, UTF-8
   * @param source the file they come from, for messages
   * @throws VocabularyFormatException naming the source and what is wrong
   */
  public static Vocabulary parse(byte[] json, String source) throws VocabularyFormatException {
    return VocabularyJson.parse(json, source);
  }

  /** This vocabulary as JSON, {@code {"format":1,"reserved":n,"symbols":[…]}}, in UTF-8. */
  public byte[] toJson() {
    return VocabularyJson.write(this);
  }

  /** The number of symbols, reserved ones included. */
  public int size() {
    return symbols.size();
  }

  /** The number of reserved symbols, whose ids are 0 to this, exclusive. */
  public int reservedSize() {
    return reserved.size();
  }

  /**
   * The id of a reserved symbol.
   *
   * @throws IllegalArgumentException if no such symbol is reserved
   */
  public int reserved(String name) {
    OptionalInt id = reserved.get(name);
    if (id == null) {
      throw new IllegalArgumentException(
          "vocabulary reserves " + symbols.subList(0, reserved.size()) + ", not " + name);
    }
    return id.getAsInt();
  }

  /** The id of a symbol, if it has one; reserved symbols are not looked at. */
  public OptionalInt find(String symbol) {
    return ids.getOrDefault(symbol, OptionalInt.empty());
  }

  /** The id of a symbol, or the fallback if it has none; reserved symbols are not looked at. */
  public int id(String symbol, int fallback) {
    return find(symbol).orElse(fallback);
  }

  /**
   * The id of the symbol that is that character alone, or the fallback if it has none.
   *
   * @param character a Unicode code point
   */
  public int idOfCharacter(int character, int fallback) {
    return characters.id(character, fallback);
  }

  /**
   * The symbol of an id, reserved or not.
   *
   * @throws IllegalArgumentException if the id is not from 0 to {@link #size}, exclusive
   */
  public String symbol(int id) {
    if (id < 0 || id >= symbols.size()) {
      throw new IllegalArgumentException(
          "vocabulary has ids 0 to " + (symbols.size() - 1) + " (size " + size() + "), not " + id);
    }
    return symbols.get(id);
  }

  /** All symbols by id, reserved ones first; a symbol may be both reserved and ordinary. */
  public List<String> symbols() {
    return symbols;
  }

  /** True for a vocabulary that gives the same ids to the same symbols. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that
        && symbols.equals(that.symbols)
        && reserved.size() == that.reserved.size();
  }

  @Override
  public int hashCode() {
    return 31 * symbols.hashCode() + reserved.size();
  }

  /** Tells the sizes, since the symbols may be millions. */
  @Override
  public String toString() {
    return "Vocabulary[size=" + size() + ", reserved=" + reservedSize() + "]";
  }

  private static Map<String, OptionalInt> number(List<String> symbols, int first) {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    Map<String, OptionalInt> numbered = new HashMap<>();
    int id = first;
    for (String symbol : symbols) {
      if (!utf8.canEncode(symbol)) {
        throw new IllegalArgumentException(
            "symbol of id " + id + " holds an unpaired surrogate, which UTF-8 cannot hold");
      }
      if (numbered.put(symbol, OptionalInt.of(id)) != null) {
        throw new IllegalArgumentException(
            "symbol '" + symbol + "' stands twice in the vocabulary, at last with id " + id);
      }
      id++;
    }
    return numbered;
  }
}
