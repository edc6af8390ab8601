package dms.hub.bundle;

import dms.core.file.DurableFile;
import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.core.vocab.CodePointOrder;
import dms.hub.bundle.BundleDescription.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Fills the folder of a bundle. */
final class BundleWriter {
  private final BundleDescription description;
  private final Map<String, FileContent> contents = new TreeMap<>();

  /** How the weights get into their file. */
  @FunctionalInterface
  interface Weights {
    void write(Path file) throws IOException;
  }

  /**
   * Everything but the weights.
   *
   * @throws IllegalArgumentException when a form is empty or holds a line end
   */
  BundleWriter(
      BundleDescription description,
      Map<String, Map<String, FileContent>> files,
      Collection<String> trainingForms,
      String modelCard) {
    this.description = description;
    files.forEach(
        (component, kept) ->
            kept.forEach((name, content) -> contents.put(Bundle.nameOf(component, name), content)));
    contents.put(Bundle.FORMS, FileContent.of(lines(trainingForms)));
    contents.put(Bundle.CARD, FileContent.of(modelCard.getBytes(StandardCharsets.UTF_8)));
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

  /**
   * The files of a bundle as they are, but for its description and its card.
   *
   * @param files of that bundle by name
   */
  BundleWriter(BundleDescription description, Map<String, FileContent> files, String modelCard) {
    this.description = description;
    contents.putAll(files);
    contents.put(Bundle.CARD, FileContent.of(modelCard.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes every file, each forced to the disk, the description last. */
  void write(Path folder, Weights source) throws IOException {
    Path weights = folder.resolve(Bundle.WEIGHTS);
    source.write(weights);
    write(folder, Map.of(Bundle.WEIGHTS, describe(weights)));
  }

  /** As {@link #write(Path, Weights)}, of files that hold the weights already. */
  void write(Path folder) throws IOException {
    write(folder, Map.of());
  }

  private void write(Path folder, Map<String, Content> there) throws IOException {
    Map<String, Content> written = new TreeMap<>(there);
    for (Map.Entry<String, FileContent> content : contents.entrySet()) {
      Path file = folder.resolve(content.getKey());
      Files.createDirectories(file.getParent());
      DurableFile.write(file, channel -> copy(content.getValue(), channel));
      written.put(content.getKey(), describe(file));
    }
    byte[] json =
        BundleJson.write(description.with(description.encoders(), description.decoders(), written));
    DurableFile.writeBytes(folder.resolve(Bundle.DESCRIPTION), json);
    DurableFile.writeString(folder.resolve(Bundle.DESCRIPTION_SUM), BundleReader.sumLine(json));
  }

  private static void copy(FileContent content, FileChannel channel) throws IOException {
    try (InputStream input = content.open()) {
      input.transferTo(Channels.newOutputStream(channel));
    }
  }

  private static Content describe(Path file) throws IOException {
    return new Content(Sha256.of(file), Files.size(file));
  }
}
