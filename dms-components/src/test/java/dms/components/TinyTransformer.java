package dms.components;

import dms.components.layer.Transformer;
import dms.components.layer.TransformerConfig;
import dms.components.layer.TransformerNames;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Model folders with random weights, in the layout in which pretrained models are distributed. */
public final class TinyTransformer {
  /** Few enough that a sentence of a dozen words needs windows. */
  static final int POSITIONS = 24;

  /** One that many tests share; nobody writes there. */
  static final Path SHARED = shared(8);

  /** Another one, larger. */
  static final Path LARGER = shared(10);

  /** Looks pieces up. */
  public static final String SCRIPT =
      "def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:\n"
          + "  x = torch.embedding(self.pieces, input_ids)\n"
          + "  return x * attention_mask.unsqueeze(2).to(6)\n";

  private TinyTransformer() {}

  private static Path shared(int hidden) {
    try {
      Path folder = Files.createTempDirectory("tiny-transformer");
      write(folder, hidden, 1);
      writeScript(folder.resolve("encoder.ts"), hidden, SCRIPT);
      writeScript(folder.resolve("longer.ts"), hidden, SCRIPT.replace("return x", "return 2 * x"));
      for (Path file : Files.list(folder).toList()) {
        file.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An ELECTRA of two layers that knows single letters, digits and some punctuation. */
  public static Path write(Path folder, int hidden, long seed) throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", vocabulary()) + "\n");
    Files.writeString(folder.resolve("config.json"), config(hidden));
    writeWeights(folder, seed);
    return folder;
  }

  private static List<String> vocabulary() {
    List<String> pieces =
        new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", "!"));
    for (String letter : "abcdefghijklmnopqrstuvwxyz0123456789".split("")) {
      pieces.add(letter);
      pieces.add("##" + letter);
    }
    return pieces;
  }

  private static String config(int hidden) {
    return """
        {"model_type": "electra", "vocab_size": %d, "embedding_size": 6, "hidden_size": %d,
         "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 12,
         "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.0,
         "max_position_embeddings": %d, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
        """
        .formatted(vocabulary().size(), hidden, POSITIONS);
  }

  private static void writeWeights(Path folder, long seed) throws IOException {
    byte[] json = Files.readAllBytes(folder.resolve("config.json"));
    TransformerConfig config = TransformerConfig.parse(json, folder.toString());
    NativeScope.within(
        () -> {
          ComputeDevice.cpu().seed(seed);
          ParameterTree tree = new ParameterTree(ComputeDevice.cpu());
          new Transformer(config, 0, tree);
          TensorFiles.save(
              folder.resolve("model.safetensors"), distributed(tree, "electra."), Map.of());
        });
  }

  /** The parameters of a transformer under the names of distributed models. */
  public static Map<String, Tensor> distributed(ParameterTree tree, String prefix) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    Gradients.without(
        () ->
            tree.tensors()
                .forEach(
                    (name, tensor) -> {
                      List<String> names = TransformerNames.distributed(tree.relative(name));
                      long size = tensor.size(0) / names.size();
                      for (int part = 0; part < names.size(); part++) {
                        named.put(prefix + names.get(part), tensor.narrow(0, part * size, size));
                      }
                    }));
    return named;
  }

  /** A TorchScript module with one parameter, {@code pieces} of shape (vocabulary, hidden). */
  public static void writeScript(Path file, int hidden, String source) {
    NativeScope.within(
        () -> {
          ComputeDevice.cpu().seed(3);
          JitModule module = new JitModule(new QualifiedName("__torch__.Encoder"));
          module.register_parameter("pieces", torch.randn(vocabulary().size(), hidden), false);
          module.define(source);
          module.save(file.toString());
        });
  }

  /** The same with its weights as a buffer, as in a frozen module. */
  public static void writeFrozenScript(Path file, int hidden) {
    NativeScope.within(
        () -> {
          JitModule module = new JitModule(new QualifiedName("__torch__.Frozen"));
          module.register_buffer("pieces", torch.randn(vocabulary().size(), hidden));
          module.define(SCRIPT);
          module.save(file.toString());
        });
  }

  /** The configuration of an encoder named bert on a folder. */
  public static String hocon(Path folder, String settings) {
    return "encoders.bert { type = transformer, model = \"%s\" %s }\n".formatted(folder, settings);
  }
}
