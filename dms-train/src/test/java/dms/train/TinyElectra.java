package dms.train;

import dms.components.layer.Transformer;
import dms.components.layer.TransformerConfig;
import dms.components.layer.TransformerNames;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.NativeScope;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Writes the folder of an ELECTRA with random weights that knows the letters of the small runs. */
final class TinyElectra {
  private static final String CONFIG =
      """
      {"model_type": "electra", "vocab_size": %d, "embedding_size": 4, "hidden_size": 8,
       "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 12,
       "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
       "max_position_embeddings": 32, "type_vocab_size": 2}
      """;

  private TinyElectra() {}

  static Path write(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    List<String> pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (String letter : "abcdefghijklmnopqrstuvwxyz".split("")) {
      pieces.addAll(List.of(letter, "##" + letter));
    }
    String config = CONFIG.formatted(pieces.size());
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", pieces) + "\n");
    Files.writeString(folder.resolve("config.json"), config);
    byte[] json = config.getBytes(StandardCharsets.UTF_8);
    TransformerConfig sizes = TransformerConfig.parse(json, "config.json");
    NativeScope.within(
        () -> {
          ComputeDevice.cpu().seed(seed);
          ParameterTree tree = new ParameterTree(ComputeDevice.cpu());
          new Transformer(sizes, 0, tree);
          Map<String, Tensor> named = new LinkedHashMap<>();
          Gradients.without(() -> tree.tensors().forEach((n, t) -> addDistributed(n, t, named)));
          TensorFiles.save(folder.resolve("model.safetensors"), named, Map.of());
        });
    return folder;
  }

  /** Adds TorchScript that looks pieces up, as {@code encoder.ts}. */
  static void writeScript(Path folder) {
    NativeScope.within(
        () -> {
          JitModule module = new JitModule(new QualifiedName("__torch__.Encoder"));
          module.register_parameter("pieces", torch.randn(57, 8), false);
          module.define(
              "def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:\n"
                  + "  return torch.embedding(self.pieces, input_ids)\n");
          module.save(folder.resolve("encoder.ts").toString());
        });
  }

  private static void addDistributed(String name, Tensor tensor, Map<String, Tensor> named) {
    List<String> names = TransformerNames.distributed(name);
    long size = tensor.size(0) / names.size();
    for (int part = 0; part < names.size(); part++) {
      named.put(names.get(part), tensor.narrow(0, part * size, size));
    }
  }
}
