package dms.train;

import dms.core.corpus.Column;
import dms.core.corpus.ConlluWriter;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.hub.TaggingPipeline;
import dms.train.eval.conll.ConllScores;
import dms.train.eval.conll.ConllTreebank;
import dms.train.eval.conll.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scores of the CoNLL 2018 shared task that a model reaches on a gold file with its words and
 * sentences as they are. Trees are not scored, as no model predicts them.
 */
public final class ConllEvaluation {
  private static final String NONE = "_";
  private static final List<Column> SCORED =
      Stream.of("lemma", "upos", "xpos", "feats").map(Column::parse).toList();

  private final ConllTreebank gold;

  private ConllEvaluation(ConllTreebank gold) {
    this.gold = gold;
  }

  /**
   * Reads the gold file with the rules of the shared task.
   *
   * @throws IllegalArgumentException when it is not named as a CoNLL-U file
   * @throws dms.core.corpus.CorpusFormatException when the task's script refuses it
   * @throws IOException when it cannot be read
   */
  public static ConllEvaluation of(Path file) throws IOException {
    if (CorpusFormat.ofFile(file) != CorpusFormat.CONLLU) {
      throw new IllegalArgumentException(
          file + ": the shared task scores CoNLL-U; expected a .conllu file, or no --conll18");
    }
    return new ConllEvaluation(ConllTreebank.read(file, Trees.IGNORED));
  }

  /**
   * Scores a model. Gold values are taken away before it tags, so that a column that it does not
   * predict has none and is wrong wherever the gold file has one.
   *
   * @param sentences those of the gold file
   * @throws IOException when the words of the sentences are not those of the file
   */
  public ConllScores scores(TaggingPipeline model, List<Sentence> sentences) throws IOException {
    List<Sentence> bare = sentences.stream().map(ConllEvaluation::withoutGold).toList();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ConlluWriter writer = new ConlluWriter(text)) {
      for (Sentence sentence : model.tag(bare)) {
        writer.write(sentence);
      }
    }
    String tagged = text.toString(StandardCharsets.UTF_8);
    return ConllScores.of(
        gold, ConllTreebank.read(new StringReader(tagged), "the tagged file", Trees.IGNORED));
  }

  private static Sentence withoutGold(Sentence sentence) {
    return sentence.withTokens(
        sentence.tokens().stream().map(ConllEvaluation::withoutGold).toList());
  }

  private static Token withoutGold(Token token) {
    Token bare = token;
    for (Column column : SCORED) {
      bare = bare.with(column, NONE);
    }
    return bare;
  }
}
