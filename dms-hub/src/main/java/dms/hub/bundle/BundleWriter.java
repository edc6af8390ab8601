package dms.hub.bundle;

import dms.core.component.EncodersDecoders;
import dms.core.file.DurableFile;
import dms.core.file.Sha256;
import dms.core.vocab.CodePointOrder;
import dms.core.weights.TensorFiles;
import dms.hub.bundle.BundleDescription.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Fills the folder of a bundle. */
final class BundleWriter {
  private final BundleDescription description;
  private final Map<String, byte[]> contents = new TreeMap<>();

  /**
   * Everything but the weights.
   *
   * @throws IllegalArgumentException when a form is empty or holds a line end
   */
  BundleWriter(
      BundleDescription description,
      Map<String, Map<String, byte[]>> files,
      Collection<String> trainingForms,
      String modelCard) {
    this.description = description;
    files.forEach(
        (component, kept) ->
            kept.forEach((name, bytes) -> contents.put(Bundle.nameOf(component, name), bytes)));
    contents.put(Bundle.FORMS, lines(trainingForms));
    contents.put(Bundle.CARD, modelCard.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] lines(Collection<String> forms) {
    StringBuilder lines = new StringBuilder();
    forms.stream()
        .distinct()
        .sorted(CodePointOrder::compare)
        .forEach(
            form -> {
              if (form.isEmpty() || form.indexOf('\n') >= 0) {
                throw new IllegalArgumentException(
                    "training forms: expected words without line end, found '" + form + "'");
              }
              lines.append(form).append('\n');
            });
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Writes every file, each forced to the disk, the description last. */
  void write(Path folder, EncodersDecoders model) throws IOException {
    Map<String, Content> written = new TreeMap<>();
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      byte[] bytes = content.getValue();
      Path file = folder.resolve(content.getKey());
      Files.createDirectories(file.getParent());
      DurableFile.writeBytes(file, bytes);
      written.put(content.getKey(), new Content(Sha256.of(bytes), bytes.length));
    }
    Path weights = folder.resolve(Bundle.WEIGHTS);
    TensorFiles.save(weights, model.parameters().tensors(), Map.of());
    written.put(Bundle.WEIGHTS, new Content(Sha256.of(weights), Files.size(weights)));
    byte[] json =
        BundleJson.write(description.with(description.encoders(), description.decoders(), written));
    DurableFile.writeBytes(folder.resolve(Bundle.DESCRIPTION), json);
    DurableFile.writeString(folder.resolve(Bundle.DESCRIPTION_SUM), BundleReader.sumLine(json));
  }
}
