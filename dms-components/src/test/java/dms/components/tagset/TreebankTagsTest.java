package dms.components.tagset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schemes make of the tags of real treebanks. */
class TreebankTagsTest {
  private static Path sharedData(String name) {
    String shared = System.getenv("DMS_SHARED");
    if (shared != null && Files.exists(Path.of(shared, "data", name))) {
      return Path.of(shared, "data", name);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return abort("no shared/data/" + name + " above the working directory, nor under DMS_SHARED");
  }

  private static Map<String, Long> counts(String name, Column column) throws IOException {
    Path file = sharedData(name);
    Map<String, Long> counts = new TreeMap<>();
    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      for (Optional<Sentence> next = reader.read(); next.isPresent(); next = reader.read()) {
        for (Token token : next.get().tokens()) {
          token.value(column).ifPresent(value -> counts.merge(value, 1L, Long::sum));
        }
      }
    }
    return counts;
  }

  private static void assertComeBack(TagScheme scheme, Iterable<String> tags) {
    for (String tag : tags) {
      assertThat(scheme.split(tag).flatMap(scheme::join)).as(tag).contains(tag);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ud-icelandic-modern/train.conllu, upos+feats, 101, 144",
    "ud-icelandic-modern/dev.conllu, upos+feats, 78, 0",
    "ud-icelandic-icepahc/train.conllu, upos+feats, 1991, 10062",
    "ud-icelandic-icepahc/dev.conllu, upos+feats, 1298, 0",
    "ud-english-ewt/train.conllu, upos+feats, 321, 9240",
    "ud-english-ewt/dev.conllu, upos+feats, 217, 0",
    "ud-icelandic-modern/train.conllu, feats, 0, 0",
    "ud-icelandic-icepahc/dev.conllu, feats, 0, 0",
    "ud-english-ewt/train.conllu, upos, 17, 17",
  })
  void everyTagOfUniversalDependenciesComesBackAsItWas(
      String file, String spec, int types, int grammarSize) throws IOException {
    Column column = Column.parse(spec);
    TagScheme scheme = UdScheme.of(column);
    Map<String, Long> counts = counts(file, column);
    assertComeBack(scheme, counts.keySet());
    assertThat(scheme.grammar(counts.keySet())).containsAll(counts.keySet());
    assertComeBack(scheme, scheme.grammar(counts.keySet()));
    if (types > 0) {
      assertThat(counts).hasSize(types);
    }
    if (grammarSize > 0) {
      assertThat(scheme.grammar(counts.keySet())).hasSize(grammarSize);
    }
  }

  /**
   * The treebank has the old tagset, and one empty tag. The revised tagset lacks punctuation marks
   * as tags, prepositions by case, abbreviations as adverbs, and the supine.
   */
  @ParameterizedTest
  @CsvSource({
    "ifd, ud-icelandic-icepahc/train.conllu, 558, 1, 1",
    "mim-gold-2.0, ud-icelandic-icepahc/train.conllu, 558, 24, 146981",
  })
  void tagsOfTheFrequencyDictionaryComeBackAsTheyWere(
      String name, String file, int types, int unsplittable, long tokens) throws IOException {
    TagScheme scheme = PositionalScheme.parse(TagSchemes.description(name).orElseThrow(), name);
    Map<String, Long> counts = counts(file, Column.parse("misc.IFD_tag"));
    Map<String, Long> others = new TreeMap<>(counts);
    others.keySet().removeIf(tag -> scheme.split(tag).isPresent());
    assertThat(counts).hasSize(types);
    counts.keySet().stream()
        .filter(tag -> !others.containsKey(tag))
        .forEach(tag -> assertThat(scheme.join(scheme.split(tag).orElseThrow())).contains(tag));
    assertThat(others).as("%s", others).hasSize(unsplittable);
    assertThat(others.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(tokens);
  }
}
