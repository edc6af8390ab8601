package dms.components.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dms.components.Golden;
import dms.components.TinyTransformer;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Ids;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedTransformerTest {
  private static final String TWO = "def forward(self, a: Tensor, b: Tensor) -> Tensor:\n  return ";

  @TempDir Path folder;
  private NativeScope scope;

  @BeforeEach
  void openScope() {
    scope = NativeScope.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private ScriptedTransformer load(byte[] script, ParameterTree tree) throws Exception {
    Path config = TinyTransformer.write(folder, 8, 1).resolve("config.json");
    TransformerConfig sizes = TransformerConfig.parse(Files.readAllBytes(config), "config.json");
    return ScriptedTransformer.load(script, "m/encoder.ts", sizes, tree);
  }

  private byte[] script(String source) throws Exception {
    Path file = folder.resolve("encoder.ts");
    TinyTransformer.writeScript(file, 8, source + "\n");
    return Files.readAllBytes(file);
  }

  private static float[] run(ScriptedTransformer script) {
    Tensor ids = Tensors.of(new Ids(new int[] {5, 6}, 1, 2), ComputeDevice.cpu());
    Tensor mask = Tensors.of(new Ids(new int[] {1, 1}, 1, 2), ComputeDevice.cpu());
    return Tensors.toFloats(script.apply(ids, mask, 1, true).get(0));
  }

  @Test
  void moduleSeesWhatItsRegisteredParametersBecome() throws Exception {
    ParameterTree tree = Golden.tree();
    ScriptedTransformer script = load(script(TinyTransformer.SCRIPT), tree);
    assertThat(tree.tensors()).containsOnlyKeys("pieces");
    assertThat(run(script)).doesNotContain(0f);
    Tensor pieces = tree.tensors().get("pieces");
    pieces.set_data(torch.zeros_like(pieces));
    for (int run = 0; run < 4; run++) {
      assertThat(run(script)).containsOnly(0f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def forward(self, a: Tensor) -> Tensor:#  return a|found a forward of 1 inputs",
        "def forward(self, a: Tensor, b: Tensor, c: Tensor) -> Tensor:#  return a|of 3 inputs",
        "def other(self, a: Tensor, b: Tensor) -> Tensor:#  return a|found no forward",
        "def forward(self, a: Tensor, b: Tensor):#  return (a, b)|found no tensor",
        "def forward(self, a: List[int], b: Tensor) -> Tensor:#  return b|found an error (",
        "def forward(self, a: Tensor, b: Tensor) -> Tensor:#  return a|found [2, 3] for two rows",
        "def forward(self, a: Tensor, b: Tensor) -> Tensor:#  return torch.mm(a, b)|an error (",
        "def forward(self, a: Tensor, b: Tensor) -> Tensor:"
            + "#  m = a.unsqueeze(2).to(6)#  x = torch.embedding(self.pieces, b)"
            + "#  return x + (x * m).sum(1, True) / m.sum(1, True)"
            + "|masked-out pieces change the others, as with the inputs in another order",
        "def forward(self, a: Tensor, b: Tensor) -> Tensor:"
            + "#  return torch.embedding(self.pieces, a).mean(1, True).expand(-1, a.size(1), -1)"
            + "|masked-out pieces change the others",
        "def forward(self, a: Tensor, b: Tensor) -> Tensor:"
            + "#  return torch.embedding(self.pieces, b)|gives other pieces the same vectors",
      })
  void anotherSignatureIsRefused(String source, String found) throws Exception {
    byte[] bytes = script(source.replace("#", "\n"));
    assertThatExceptionOfType(TransformerFormatException.class)
        .isThrownBy(() -> load(bytes, Golden.tree()))
        .withMessageStartingWith("m/encoder.ts: expected forward(input_ids, attention_mask)")
        .withMessageContaining("(rows, pieces, 8)")
        .withMessageContaining(found);
  }

  @Test
  void anotherHiddenSizeIsRefused() throws Exception {
    Path file = folder.resolve("wide.ts");
    TinyTransformer.writeScript(file, 9, TinyTransformer.SCRIPT);
    assertThatExceptionOfType(TransformerFormatException.class)
        .isThrownBy(() -> load(Files.readAllBytes(file), Golden.tree()))
        .withMessageContaining("(rows, pieces, 8), found [2, 3, 9]");
  }

  @Test
  void damagedScriptIsRefusedBeforeLibtorchReadsIt() throws Exception {
    byte[] bytes = script(TWO + "a");
    for (int length : new int[] {0, 3, 50, bytes.length / 2, bytes.length - 1}) {
      assertThatExceptionOfType(TransformerFormatException.class)
          .isThrownBy(() -> load(Arrays.copyOf(bytes, length), Golden.tree()))
          .withMessage("m/encoder.ts: expected TorchScript, found no whole archive");
    }
  }

  @Test
  void noTemporaryFileIsLeft() throws Exception {
    long before = temporaryScripts();
    load(script(TinyTransformer.SCRIPT), Golden.tree());
    assertThat(temporaryScripts()).isEqualTo(before);
  }

  private static long temporaryScripts() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.matches("dms.*\\.ts"))
          .count();
    }
  }
}
