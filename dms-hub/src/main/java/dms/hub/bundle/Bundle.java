package dms.hub.bundle;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelAssembler;
import dms.core.component.EncodersDecoders;
import dms.core.file.Sha256;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.weights.TensorFiles;
import dms.hub.bundle.BundleDescription.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trained system as a folder:
 *
 * <ul>
 *   <li>{@code bundle.json}, its {@link BundleDescription}, and {@code bundle.json.sha256}, the sum
 *       of that file in the form that {@code sha256sum -c} reads,
 *   <li>{@code weights.safetensors}, the parameters,
 *   <li>{@code components/NAME/FILE}, what the components keep, such as vocabularies,
 *   <li>{@code training-forms.txt}, the forms of the training data, sorted, one a line,
 *   <li>{@code MODEL_CARD.md}, for human readers.
 * </ul>
 *
 * <p>Reading checks the size and SHA-256 of every file before any of them is parsed and before
 * native code is reached. Immutable and safe for use from several threads.
 */
public final class Bundle {
  static final String DESCRIPTION = "bundle.json";
  static final String DESCRIPTION_SUM = "bundle.json.sha256";
  static final String WEIGHTS = "weights.safetensors";
  static final String FORMS = "training-forms.txt";
  static final String CARD = "MODEL_CARD.md";
  static final String COMPONENTS = "components/";

  private static final Logger LOG = LoggerFactory.getLogger(Bundle.class);

  private final Path folder;
  private final BundleDescription description;
  private final Map<String, byte[]> contents;
  private final Set<String> trainingForms;

  private Bundle(Path folder, BundleDescription description, Map<String, byte[]> contents) {
    this.folder = folder;
    this.description = description;
    this.contents = Map.copyOf(contents);
    this.trainingForms = Set.copyOf(BundleWriter.lines(contents.get(FORMS)));
  }

  /**
   * Writes a bundle; the same input gives the same bytes. A bundle that is there is replaced: it
   * stays readable until the new one is complete.
   *
   * @param folder of the bundle; folders above it are made
   * @param description what the author says of it; its components and files are replaced by those
   *     written
   * @param blueprint the components
   * @param files what the components keep, by component name, then by file name
   * @param model whose parameters are written
   * @param trainingForms forms of the training data, in any order
   * @param modelCard Markdown
   * @throws IllegalArgumentException when a component's or file's name cannot be a file's name, see
   *     {@link #requireFileNames}, or a form holds a line end
   * @throws java.nio.file.FileAlreadyExistsException when the folder holds something else than a
   *     bundle
   * @throws IOException when it cannot be written; the old bundle then stays
   */
  public static void write(
      Path folder,
      BundleDescription description,
      Blueprint blueprint,
      Map<String, Map<String, byte[]>> files,
      EncodersDecoders model,
      Collection<String> trainingForms,
      String modelCard)
      throws IOException {
    BundleWriter writer = new BundleWriter(files, trainingForms, modelCard);
    BundleDescription complete =
        description.with(plain(blueprint.encoders()), plain(blueprint.decoders()), Map.of());
    new BundleFolder(folder).replace(target -> writer.write(target, complete, model));
  }

  private static Map<String, Object> plain(Map<String, ConfigObject> components) {
    Map<String, Object> plain = new HashMap<>();
    components.forEach((name, settings) -> plain.put(name, settings.unwrapped()));
    return plain;
  }

  /**
   * Checks that components and files have names that a bundle can hold, which is best known before
   * a training and not after it.
   *
   * @param files what the components keep, by component name, then by file name
   * @throws IllegalArgumentException naming the first that cannot be a file's name
   */
  public static void requireFileNames(Map<String, Map<String, byte[]>> files) {
    files.forEach(
        (component, kept) ->
            kept.keySet()
                .forEach(name -> BundleFiles.requireName(COMPONENTS + component + "/" + name)));
  }

  /**
   * Reads a bundle and checks every file of it. A file that the description does not list is warned
   * about and left alone.
   *
   * @throws NoSuchFileException when there is no such folder
   * @throws BundleFormatException when a file is missing, was changed or is of an unknown format
   * @throws IOException when a file cannot be read
   */
  public static Bundle read(Path folder) throws IOException {
    Path current = new BundleFolder(folder).current();
    if (!Files.exists(current)) {
      throw new NoSuchFileException(folder.toString(), null, "there is no such bundle");
    }
    if (!Files.isDirectory(current)) {
      throw new BundleFormatException(folder, "expected the folder of a bundle, found a file");
    }
    Path root = current.toRealPath();
    BundleFiles files = new BundleFiles(root);
    BundleDescription description = readDescription(root);
    for (String name : List.of(WEIGHTS, FORMS, CARD)) {
      if (!description.files().containsKey(name)) {
        throw new BundleFormatException(
            root.resolve(DESCRIPTION), "files: expected " + name + " among them, found none");
      }
    }
    for (Map.Entry<String, Content> file : description.files().entrySet()) {
      files.find(file.getKey(), file.getValue());
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Map.Entry<String, Content> file : description.files().entrySet()) {
      if (file.getKey().equals(WEIGHTS)) {
        files.verify(file.getKey(), file.getValue());
      } else {
        contents.put(file.getKey(), files.read(file.getKey(), file.getValue()));
      }
    }
    warnOfOthers(files, description);
    return new Bundle(root, description, contents);
  }

  private static BundleDescription readDescription(Path root) throws IOException {
    Path file = root.resolve(DESCRIPTION);
    byte[] json = readSmall(file);
    Path sumFile = root.resolve(DESCRIPTION_SUM);
    String found = BundleWriter.sumLine(json);
    String expected = new String(readSmall(sumFile), StandardCharsets.UTF_8);
    if (!expected.equals(found)) {
      throw new BundleFormatException(
          file,
          "expected the SHA-256 in %s, %s, found %s; one of them was changed: get the bundle anew"
              .formatted(
                  sumFile.getFileName(), BundleWriter.shown(expected), BundleWriter.shown(found)));
    }
    return BundleJson.parse(json, file);
  }
