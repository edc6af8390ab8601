package dms.components.encoder;

import dms.components.layer.ScriptedTransformer;
import dms.components.layer.TransformerConfig;
import dms.components.layer.TransformerFormatException;
import dms.components.piece.WordPieceTokenizer;
import dms.core.file.FileContent;
import dms.core.weights.ParameterTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a pretrained model that a component keeps: its sizes, its vocabulary and, where it
 * is TorchScript, its code.
 *
 * @param config the sizes
 * @param tokenizer from tokens to pieces
 * @param files content by name
 * @param source where the files are, for messages
 */
public record TransformerFiles(
    TransformerConfig config,
    WordPieceTokenizer tokenizer,
    Map<String, FileContent> files,
    String source) {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String VOCABULARY = "vocab.txt";
  private static final List<String> TOKENIZER_OPTIONS =
      List.of("tokenizer_config.json", "special_tokens_map.json");
  private static final List<String> TOKENIZER_FILES =
      Stream.concat(Stream.of(TOKENIZER, VOCABULARY), TOKENIZER_OPTIONS.stream()).toList();

  /**
   * Reads the files of a folder.
   *
   * @throws TransformerFormatException when they are not those of one model
   * @throws IOException when one is missing or damaged
   */
  public static TransformerFiles read(TransformerEncoder.Config config) throws IOException {
    Path folder = config.model();
    Map<String, FileContent> files = new HashMap<>();
    files.put(CONFIG, content(folder, CONFIG));
    String vocabulary = Files.exists(folder.resolve(TOKENIZER)) ? TOKENIZER : VOCABULARY;
    files.put(vocabulary, content(folder, vocabulary));
    for (String name : TOKENIZER_OPTIONS) {
      if (Files.exists(folder.resolve(name))) {
        files.put(name, content(folder, name));
      }
    }
    if (config.format() == TransformerEncoder.Format.TORCHSCRIPT) {
      files.put(config.script(), FileContent.at(require(folder.resolve(config.script()))));
    } else {
      require(weights(config));
    }
    return of(files, folder.toString());
  }

  /** The file of the weights. */
  static Path weights(TransformerEncoder.Config config) {
    return config.model().resolve(WEIGHTS);
  }

  /**
   * Reads files that were kept.
   *
   * @param source where they are, for messages
   * @throws TransformerFormatException when they are not those of one model
   * @throws IOException when one is missing or damaged
   */
  public static TransformerFiles of(Map<String, FileContent> files, String source)
      throws IOException {
    TransformerConfig sizes =
        TransformerConfig.parse(file(files, CONFIG, source), source + "/" + CONFIG);
    WordPieceTokenizer tokenizer = WordPieceTokenizer.parse(tokenizerFiles(files), source);
    if (tokenizer.size() != sizes.vocabularySize()) {
      throw new TransformerFormatException(
          source,
          "the vocabulary has %d pieces, %s says vocab_size %d; use the files of one model"
              .formatted(tokenizer.size(), CONFIG, sizes.vocabularySize()));
    }
    return new TransformerFiles(sizes, tokenizer, Map.copyOf(files), source);
  }

  /**
   * A file that was kept.
   *
   * @throws IOException when it is missing
   */
  private byte[] file(String name) throws IOException {
    return file(files, name, source);
  }

  /**
   * Loads the code.
   *
   * @param branch where it registers its parameters
   * @throws TransformerFormatException when it does not go with the sizes or the settings
   * @throws IOException when it is missing or was changed
   */
  ScriptedTransformer script(TransformerEncoder.Config settings, ParameterTree branch)
      throws IOException {
    String where = where(settings.script());
    ScriptedTransformer script =
        ScriptedTransformer.load(file(settings.script()), where, config, branch);
    if (!settings.frozen()) {
      script.requireParameters(where, settings.tellsLayersApart() ? config.layers() : 0);
    }
    return script;
  }

  /** Where a file is, for messages: on disk if it is there, else under its name in a bundle. */
  private String where(String name) {
    FileContent content = files.get(name);
    return Optional.ofNullable(content)
        .flatMap(FileContent::path)
        .map(Path::toString)
        .orElse(source + "/" + name);
  }

  private static byte[] file(Map<String, FileContent> files, String name, String source)
      throws IOException {
    FileContent content = files.get(name);
    if (content == null) {
      throw new NoSuchFileException(
          source + "/" + name, null, "missing; there are " + files.keySet());
    }
    return content.bytes();
  }

  private static Map<String, byte[]> tokenizerFiles(Map<String, FileContent> files)
      throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    for (String name : TOKENIZER_FILES) {
      if (files.containsKey(name)) {
        contents.put(name, files.get(name).bytes());
      }
    }
    return contents;
  }

  private static FileContent content(Path folder, String name) throws IOException {
    return FileContent.of(Files.readAllBytes(require(folder.resolve(name))));
  }

  private static Path require(Path file) throws NoSuchFileException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "there is no such file; 'model' names the folder of a pretrained model with config.json,"
              + " tokenizer.json or vocab.txt, and its weights");
    }
    return file;
  }
}
