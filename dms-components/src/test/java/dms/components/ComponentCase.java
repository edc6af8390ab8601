package dms.components;

import dms.components.vectors.VectorFiles;
import dms.core.component.EncodersDecoders;
import java.util.List;

/**
 * A model in which a component type is put to the laws that all components obey.
 *
 * @param type name of the type in a configuration
 * @param variant what is special about it
 * @param hocon encoders and decoders
 */
public record ComponentCase(String type, String variant, String hocon) {
  static final String CHARS =
      "encoders.chars { type = character, dim = 6, minCount = 1, dropout = 0.2 }\n";
  static final String RNN =
      CHARS
          + "encoders.rnn { type = characters-as-token, input = chars, hidden = 5, dropout = 0.2 }\n";
  static final String WORDS =
      "encoders.words { type = word, dim = 7, minCount = 1, dropout = 0.3 }\n";
  static final String FROZEN = vectors("demo.vec", "dropout = 0.3");
  static final String SENTENCE =
      RNN
          + WORDS
          + "encoders.sentence {"
          + " type = sentence, inputs = [rnn, words], hidden = 5, layers = 2, dropout = 0.2 }\n";
  static final String TREEBANK = "encoders.treebank { type = treebank, dim = 4, dropout = 0.3 }\n";
  static final String LEMMA =
      "decoders.lemma { type = lemmatizer, characters = rnn, dim = 6, tagDim = 4, hidden = 8,"
          + " minCount = 1, maxExtra = 4, groupRows = 7, dropout = 0.2 }\n";

  static final String SCRIPTS =
      "decoders.lemma { type = edit-script-lemmatizer, inputs = rnn, tagDim = 4, hidden = 8,"
          + " minCount = 1, dropout = 0.2 }\n";

  /** Vectors from a file of tools/golden/vectors.py. */
  static String vectors(String file, String settings) {
    return "encoders.vectors { type = pretrained-word, file = \"%s\", %s }\n"
        .formatted(VectorFiles.golden(file).toString().replace("\\", "\\\\"), settings);
  }

  static final String BERT = TinyTransformer.hocon(TinyTransformer.SHARED, "");

  /** A tagger that reads one encoder. */
  static String tagger(String name, String input, String column) {
    return "decoders.%s { type = tagger, input = %s, column = \"%s\", dropout = 0.2 }\n"
        .formatted(name, input, column);
  }

  /** A structured tagger that reads one encoder. */
  static String structuredTagger(String name, String input, String column) {
    return "decoders.%s { type = structured-tagger, input = %s, column = \"%s\", dropout = 0.2 }\n"
        .formatted(name, input, column);
  }

  /** Everything in one model. */
  public static final String JOINT =
      SENTENCE
          + tagger("xpos", "sentence", "xpos")
          + tagger("upos", "rnn", "upos+feats")
          + LEMMA
          + "decoders.lemma { context = sentence, tag = xpos, weight = 0.5 }\n";

  /** The cases; every registered type has at least one. */
  static List<ComponentCase> all() {
    String tags = tagger("xpos", "rnn", "xpos");
    String ofVectors = tagger("xpos", "vectors", "xpos");
    String structured = structuredTagger("upos", "rnn", "upos+feats");
    return List.of(
        new ComponentCase("character", "", RNN + tags),
        new ComponentCase("character", "cut", RNN + "encoders.chars.maxCharacters = 5\n" + tags),
        new ComponentCase("characters-as-token", "", RNN + tags),
        new ComponentCase("word", "", WORDS + tagger("xpos", "words", "xpos")),
        new ComponentCase("pretrained-word", "", FROZEN + ofVectors),
        new ComponentCase(
            "pretrained-word",
            "n-hot, complete, projected",
            vectors("demo-n-hot.vec.gz", "vocabulary = complete, projection = 4") + ofVectors),
        new ComponentCase(
            "pretrained-word",
            "of parts of words",
            vectors("fasttext.bin", "vocabulary = complete") + ofVectors),
        new ComponentCase(
            "pretrained-word",
            "trained",
            vectors("demo.vec", "train = true, dropout = 0.3") + ofVectors),
        new ComponentCase("sentence", "", SENTENCE + tagger("xpos", "sentence", "xpos")),
        new ComponentCase(
            "treebank",
            "",
            WORDS
                + TREEBANK
                + "encoders.sentence { type = sentence, inputs = [words, treebank], hidden = 5,"
                + " dropout = 0.2 }\n"
                + tagger("xpos", "sentence", "xpos")),
        new ComponentCase("transformer", "", BERT + tagger("xpos", "bert", "xpos")),
        new ComponentCase(
            "transformer",
            "mean and mix",
            BERT
                + "encoders.bert { pooling = mean, layers = 2, tuned = 1 }\n"
                + tagger("xpos", "bert", "xpos")),
        new ComponentCase(
            "transformer",
            "frozen",
            BERT + "encoders.bert { tuned = 0, cache = true }\n" + tagger("xpos", "bert", "xpos")),
        new ComponentCase("tagger", "", WORDS + tagger("upos", "words", "upos+feats")),
        new ComponentCase("structured-tagger", "", RNN + structured),
        new ComponentCase(
            "structured-tagger",
            "heads of their own and no whole tags",
            RNN + structured + "decoders.upos { shared = false, wholeCount = 0 }\n"),
        new ComponentCase(
            "structured-tagger",
            "positional, read by a lemmatizer",
            RNN
                + structuredTagger("xpos", "rnn", "xpos")
                + "decoders.xpos { scheme = ifd, unsplittable = keep }\n"
                + LEMMA
                + "decoders.lemma.tag = xpos"),
        new ComponentCase("edit-script-lemmatizer", "", RNN + SCRIPTS),
        new ComponentCase(
            "edit-script-lemmatizer",
            "sentence and tag",
            SENTENCE
                + tagger("xpos", "sentence", "xpos")
                + SCRIPTS
                + "decoders.lemma { inputs = [sentence, rnn, words], tag = xpos }"),
        new ComponentCase("lemmatizer", "", RNN + LEMMA),
        new ComponentCase("lemmatizer", "tag", RNN + tags + LEMMA + "decoders.lemma.tag = xpos"),
        new ComponentCase(
            "lemmatizer", "context", SENTENCE + LEMMA + "decoders.lemma.context = sentence"),
        new ComponentCase(
            "lemmatizer",
            "scheduled sampling",
            RNN + LEMMA + "decoders.lemma.scheduledSampling = 0.5"),
        new ComponentCase("lemmatizer", "context and tag of a joint model", JOINT));
  }

  /** The same model without anything random in training. */
  String withoutDropout() {
    StringBuilder calm = new StringBuilder(hocon).append('\n');
    for (String name :
        List.of(
            "encoders.chars",
            "encoders.rnn",
            "encoders.words",
            "encoders.vectors",
            "encoders.sentence",
            "encoders.treebank",
            "encoders.bert",
            "decoders.xpos",
            "decoders.upos",
            "decoders.lemma")) {
      if (hocon.contains(name + " {")) {
        calm.append(name).append(".dropout = 0\n");
      }
    }
    if (hocon.contains("decoders.lemma {")) {
      calm.append(
          hocon.contains(SCRIPTS)
              ? "decoders.lemma.tagDropout = 0\n"
              : "decoders.lemma.scheduledSampling = 0\n");
    }
    return calm.toString();
  }

  EncodersDecoders assemble(long seed) {
    return TestModel.assemble(hocon, seed);
  }

  @Override
  public String toString() {
    return variant.isEmpty() ? type : type + ", " + variant;
  }
}
