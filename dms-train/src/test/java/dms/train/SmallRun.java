package dms.train;

import dms.core.file.Sha256;
import dms.train.log.ProgressBar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A run of a few seconds with everything in it that draws at random, for tests. */
public final class SmallRun {
  private static final String CONFIG =
      """
      name = small
      encoders {
        chars    { type = character, dim = 8, minCount = 1, dropout = 0.1 }
        charRnn  { type = characters-as-token, input = chars, hidden = 8, dropout = 0.1 }
        words    { type = word, dim = 8, minCount = 1, dropout = 0.3 }
        sentence { type = sentence, inputs = [charRnn, words], hidden = 12, layers = 2, dropout = 0.3 }
      }
      decoders {
        xpos  { type = tagger, input = sentence, column = xpos, dropout = 0.2, labelSmoothing = 0.05 }
        feats { type = tagger, input = sentence, column = "upos+feats", weight = 0.5 }
        lemma { type = lemmatizer, characters = charRnn, context = sentence, tag = xpos, dim = 8,
                tagDim = 4, hidden = 16, minCount = 1, dropout = 0.2, scheduledSampling = 0.1 }
      }
      training  { epochs = 3, batchTokens = 60, accumulation = 2, checkpointSteps = 3, logSteps = 2, threads = 2 }
      optimizer { type = adamw, learningRate = 5e-3, weightDecay = 0.01, rates { words = 0.5 } }
      schedule  { type = linear-warmup }
      selection { metric = xpos.accuracy, patience = 2 }
      """;

  private final Path folder;

  private SmallRun(Path folder) {
    this.folder = folder;
  }

  /** Writes data and configuration of a run into a folder. */
  public static SmallRun in(Path folder) throws IOException {
    SmallRun run = new SmallRun(folder);
    Files.writeString(run.data("train"), sentences(60, 1));
    Files.writeString(run.data("dev"), sentences(15, 2));
    Files.writeString(run.words(), words(90, 3));
    Files.writeString(
        run.other(),
        "form\txpos\n" + "hestur\tA\nkoni\tB\n\nbáti\tB\nostur\tA\nfiskur\tA\n\n".repeat(25));
    Files.writeString(run.config(), CONFIG);
    return run;
  }

  /** A data file: {@code train} or {@code dev}. */
  public Path data(String name) {
    return folder.resolve(name + ".conllu");
  }

  /** A list of words without sentences; some of its letters and tags the sentences do not have. */
  Path words() {
    return folder.resolve("words.tsv");
  }

  /**
   * The override that makes a run of two stages: the lemmatizer on words, then everything.
   *
   * @param first more settings of the first stage
   */
  String stages(String... first) {
    return """
        stages=[{ name = dim, isolated = true, decoders { lemma = 2.0 }, epochs = 2, batchTokens = 25,
                  learningRate = 1e-2, schedule { type = one-cycle },
                  data { train = ["%s"], sentences = line }, %s },
                { name = treebank }]"""
        .formatted(words(), String.join(", ", first));
  }

  /**
   * The overrides that make a run on two corpora. The second has other tags, no lemma and no feats,
   * and its own tagger.
   *
   * @param more overrides after those
   */
  String[] corpora(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.train=[]",
                "data.dev=[]",
                "data.corpora.first={ train = [\"%s\"], dev = [\"%s\"], decoders = [xpos, feats, lemma] }"
                    .formatted(data("train"), data("dev")),
                "data.corpora.second={ train = [\"%s\"], dev = [\"%s\"], decoders = [tags] }"
                    .formatted(other(), other()),
                "data.temperature=2",
                "training.lossWeighting=uncertainty",
                "decoders.tags={ type = tagger, input = sentence, column = xpos }",
                "encoders.treebank={ type = treebank, dim = 4 }",
                "encoders.sentence.inputs=[charRnn, words, treebank]"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** The second corpus: form and xpos. */
  Path other() {
    return folder.resolve("other.tsv");
  }

  /** The configuration file. */
  public Path config() {
    return folder.resolve("small.conf");
  }

  /** Arguments of the command line after {@code train}: the file and where data and runs are. */
  public List<String> arguments(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(config().toString()));
    arguments.addAll(overrides(name, more));
    return arguments;
  }

  private List<String> overrides(String name, String... more) {
    List<String> overrides = new ArrayList<>();
    overrides.add("name=" + name);
    overrides.add("output=\"" + folder.resolve("runs") + "\"");
    overrides.add("data.train=[\"" + data("train") + "\"]");
    overrides.add("data.dev=[\"" + data("dev") + "\"]");
    overrides.addAll(List.of(more));
    return overrides;
  }

  TrainingRun.Result train(String name, BooleanSupplier stop, boolean resume, String... more)
      throws IOException {
    return new TrainingRun(load(name, more), silent(), stop).run(resume);
  }

  /** The configuration of a run with more settings. */
  public RunConfig load(String name, String... more) {
    return RunConfig.load(config(), overrides(name, more), "small");
  }

  /** What a run shows on the screen. */
  String screenOf(String name, boolean resume, String... more) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    ProgressBar.Screen screen =
        new ProgressBar.Screen(out, false, 100, Duration.ofSeconds(30), System::nanoTime);
    new TrainingRun(load(name, more), screen, () -> false).run(resume);
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** A screen that shows nothing. */
  public static ProgressBar.Screen silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new ProgressBar.Screen(nowhere, false, 100, Duration.ofSeconds(30), System::nanoTime);
  }

  /** Folder of a run. */
  public Path run(String name) {
    return folder.resolve("runs").resolve(name);
  }

  /** What two runs must share to be the same to the bit: weights, scores, metrics. */
  public List<String> outcome(String name) throws IOException {
    return List.of(
        Sha256.of(run(name).resolve("bundle/weights.safetensors")),
        Files.readString(run(name).resolve("scores.json")),
        Files.readString(run(name).resolve("metrics.jsonl")));
  }

  private static String words(int count, long seed) {
    String[] stems = {"hest", "bát", "kon", "hund", "fisk", "skip", "barn", "ost", "æð", "þökk"};
    String[][] endings = {
      {"ur", "N", "ur"}, {"i", "D", "ur"}, {"s", "G", "ur"}, {"ar", "VBP", "a"}
    };
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder("form\tlemma\tupos\tfeats\txpos\n");
    for (int w = 0; w < count; w++) {
      String stem = stems[random.nextInt(stems.length)];
      String[] e = endings[random.nextInt(endings.length)];
      text.append(String.join("\t", stem + e[0], stem + e[2], "X", "", e[1])).append('\n');
    }
    return text.toString();
  }

  /** Sentences of a small made-up grammar: stems with endings that say the tag. */
  private static String sentences(int count, long seed) {
    String[] stems = {"hest", "bát", "kon", "hund", "fisk", "skip", "barn", "ost"};
    String[][] endings = {
      {"ur", "NOUN", "N", "Case=Nom", "ur"},
      {"i", "NOUN", "D", "Case=Dat", "ur"},
      {"aði", "VERB", "VBD", "Tense=Past", "a"},
      {"ar", "VERB", "VBP", "_", "a"}
    };
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < count; s++) {
      text.append("# sent_id = s").append(s).append('\n');
      int length = 2 + random.nextInt(7);
      for (int t = 1; t <= length; t++) {
        String stem = stems[random.nextInt(stems.length)];
        String[] e = endings[random.nextInt(endings.length)];
        text.append(
            String.join(
                "\t",
                Integer.toString(t),
                stem + e[0],
                stem + e[4],
                e[1],
                e[2],
                e[3],
                "_",
                "_",
                "_",
                "_\n"));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
