package dms.hub.bundle;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelAssembler;
import dms.core.component.EncodersDecoders;
import dms.core.file.ChangedFileException;
import dms.core.file.FileContent;
import dms.core.file.Sha256;
import dms.core.tensor.ComputeDevice;
import dms.core.weights.PackedWeights;
import dms.core.weights.WeightPrecision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
  static final String COMPONENTS = "components";

  private final Path folder;
  private final BundleDescription description;
  private final Map<String, Map<String, FileContent>> files;
  private final Set<String> trainingForms;

  Bundle(
      Path folder,
      BundleDescription description,
      Map<String, Map<String, FileContent>> files,
      Set<String> trainingForms) {
    this.folder = folder;
    this.description = description;
    this.files = Map.copyOf(files);
    this.trainingForms = Set.copyOf(trainingForms);
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
   * @throws IllegalArgumentException when a component's or file's name cannot be that of a file, or
   *     a form holds a line end
   * @throws java.nio.file.FileAlreadyExistsException when the folder holds something else than a
   *     bundle
   * @throws IOException when it cannot be written; the old bundle then stays
   */
  public static void write(
      Path folder,
      BundleDescription description,
      Blueprint blueprint,
      Map<String, Map<String, FileContent>> files,
      EncodersDecoders model,
      Collection<String> trainingForms,
      String modelCard)
      throws IOException {
    requireFileNames(files);
    BundleDescription ofModel =
        description.with(
            BundledComponents.plain(blueprint.encoders()),
            BundledComponents.plain(blueprint.decoders()),
            Map.of());
    BundleWriter writer = new BundleWriter(ofModel, files, trainingForms, modelCard);
    new BundleFolder(folder)
        .replace(temporary -> writer.write(temporary, file -> model.parameters().save(file)));
  }

  /**
   * Writes the bundle once more, with weights that take less room; everything else stays, and the
   * description tells the precision. The same bundle gives the same bytes on every machine. Loaded,
   * the weights are 32-bit floats again.
   *
   * @param target folder of the new bundle; as for {@link #write}, one that is there is replaced
   * @return the new bundle
   * @throws BundleFormatException when a file of this bundle was changed since {@link #read}
   * @throws dms.core.weights.WeightsFormatException when the weights are packed already, or hold a
   *     number that is not finite
   * @throws java.nio.file.FileAlreadyExistsException when the folder holds something else than a
   *     bundle
   * @throws IOException when a file cannot be read or written; an old bundle then stays
   */
  public Bundle at(WeightPrecision precision, Path target) throws IOException {
    BundleFiles own = new BundleFiles(folder);
    Path weights = own.verify(WEIGHTS, description.files().get(WEIGHTS));
    byte[] card = own.read(CARD, description.files().get(CARD));
    BundleWriter writer =
        new BundleWriter(
            description.at(precision),
            files,
            trainingForms,
            new String(card, StandardCharsets.UTF_8));
    new BundleFolder(target)
        .replace(
            temporary ->
                writer.write(temporary, file -> PackedWeights.write(weights, file, precision)));
    return read(target);
  }

  /**
   * Writes the same system under another description, as before it is published: components and
   * files are this bundle's, but for the folders of files that its training read. A bundle that is
   * there is replaced as {@link #write} does it.
   *
   * @param as name, version, language, licence and facts of the copy
   * @param modelCard Markdown, in place of this bundle's
   * @throws java.nio.file.FileAlreadyExistsException when the folder holds something else than a
   *     bundle
   * @throws ChangedFileException when a file was changed since {@link #read}
   * @throws IOException when a file cannot be read or the copy not be written
   */
  public void copyTo(Path target, BundleDescription as, String modelCard) throws IOException {
    Map<String, FileContent> kept = new HashMap<>();
    description
        .files()
        .forEach(
            (name, content) ->
                kept.put(name, FileContent.at(folder.resolve(name), content.sha256())));
    for (FileContent content : kept.values()) {
      content.verify();
    }
    BundleDescription same =
        as.with(
            BundledComponents.withoutFolders(description.encoders()),
            BundledComponents.withoutFolders(description.decoders()),
            Map.of());
    BundleWriter writer = new BundleWriter(same, kept, modelCard);
    new BundleFolder(target).replace(writer::write);
  }

  /**
   * Checks that components and files have names that a bundle can hold: better known before a
   * training than after it.
   *
   * @param files what the components keep, by component name, then by file name
   * @throws IllegalArgumentException naming the first that cannot be the name of a file
   */
  public static void requireFileNames(Map<String, Map<String, FileContent>> files) {
    files.forEach(
        (component, kept) ->
            kept.keySet().forEach(name -> BundleFiles.requireName(nameOf(component, name))));
  }

  /**
   * Checks the name of a file within a bundle: relative, its parts joined by {@code /}, and such
   * that every file system can hold it and none is led out of the folder by it.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  public static void requireFileName(String name) {
    BundleFiles.requireName(name);
  }

  static String nameOf(String component, String file) {
    return String.join("/", COMPONENTS, component, file);
  }

  /**
   * Reads a bundle and checks every file of it. A file that the description does not list is warned
   * about and left alone.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such folder
   * @throws BundleFormatException when a file is missing, was changed or is of an unknown format
   * @throws IOException when a file cannot be read
   */
  public static Bundle read(Path folder) throws IOException {
    return BundleReader.read(folder);
  }

  /**
   * What {@code bundle.json} of a folder says, checked against its sum; no other file is looked at.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such folder
   * @throws BundleFormatException when the file is missing, was changed or is of an unknown format
   * @throws IOException when it cannot be read
   */
  public static BundleDescription describe(Path folder) throws IOException {
    return BundleReader.describe(folder);
  }

  /**
   * The model card, Markdown.
   *
   * @throws BundleFormatException when it was changed since {@link #read}
   * @throws IOException when it cannot be read
   */
  public String card() throws IOException {
    byte[] card = new BundleFiles(folder).read(CARD, description.files().get(CARD));
    return new String(card, StandardCharsets.UTF_8);
  }

  /** The folder that it was read from. */
  public Path folder() {
    return folder;
  }

  /** Names of all its files within the folder, {@code bundle.json} included, sorted. */
  public List<String> fileNames() {
    TreeSet<String> names = new TreeSet<>(description.files().keySet());
    names.add(DESCRIPTION);
    names.add(DESCRIPTION_SUM);
    return List.copyOf(names);
  }

  /** What {@code bundle.json} says. */
  public BundleDescription description() {
    return description;
  }

  /**
   * The components, checked.
   *
   * @param registry the component types that there are
   * @throws ConfigurationException naming a component type that is not among them, or a setting
   *     that does not fit
   */
  public Blueprint blueprint(ComponentRegistry registry) {
    return BundledComponents.blueprint(description, registry, folder.resolve(DESCRIPTION));
  }

  /**
   * Makes the model with the bundle's weights, of the component types on the class path.
   *
   * @param device where the parameters shall be
   * @return the model; the caller's to close
   * @throws ConfigurationException as {@link #blueprint}
   * @throws BundleFormatException when the weights or a component's file were changed since {@link
   *     #read}
   * @throws dms.core.weights.WeightsMismatchException when they are not those of the components
   * @throws IOException when a file cannot be read
   */
  public EncodersDecoders load(ComputeDevice device) throws IOException {
    return load(device, ComponentRegistry.load());
  }

  /** As {@link #load(ComputeDevice)}, of chosen component types. */
  public EncodersDecoders load(ComputeDevice device, ComponentRegistry registry)
      throws IOException {
    Blueprint blueprint = blueprint(registry);
    Path weights = weights();
    EncodersDecoders model = assemble(blueprint, device);
    boolean complete = false;
    try {
      model.parameters().load(weights);
      complete = true;
      return model;
    } finally {
      if (!complete) {
        model.close();
      }
    }
  }

  /**
   * The file of the weights, verified again: another process may have replaced it.
   *
   * @throws BundleFormatException when it was changed since {@link #read}
   */
  public Path weights() throws IOException {
    return new BundleFiles(folder).verify(WEIGHTS, description.files().get(WEIGHTS));
  }

  /** What a component keeps, by file name; each checks itself when it is read. */
  public Map<String, FileContent> filesOf(String component) {
    return files.getOrDefault(component, Map.of());
  }

  /** SHA-256 of {@code bundle.json}, which holds those of all other files. */
  public String sha256() throws IOException {
    return Sha256.of(folder.resolve(DESCRIPTION));
  }

  /** The files of components check themselves when they are read. */
  private EncodersDecoders assemble(Blueprint blueprint, ComputeDevice device) throws IOException {
    try {
      return ModelAssembler.assemble(blueprint, files, device, 0);
    } catch (ChangedFileException e) {
      throw new BundleFormatException(e.file(), e.problem() + "; get the bundle anew", e);
    }
  }

  /** The forms of the training data. */
  public Set<String> trainingForms() {
    return trainingForms;
  }

  /** Whether the form is one of the training data. */
  public boolean knowsForm(String form) {
    return trainingForms.contains(form);
  }

  /** The name and version, and where it is. */
  @Override
  public String toString() {
    return "Bundle[%s %s in %s]".formatted(description.name(), description.version(), folder);
  }
}
