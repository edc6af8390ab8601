package dms.components.config;

import dms.core.component.Component;
import dms.core.file.FileContent;
import dms.core.vocab.Vocabulary;
import dms.core.weights.ParameterTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;

/**
 * What a component is made of: its name, its branch of the parameters, the components and files it
 * builds on.
 */
public final class Parts {
  private final String name;
  private final ParameterTree parameters;
  private final Map<String, Component> components;
  private final Map<String, FileContent> files;

  Parts(
      String name,
      ParameterTree parameters,
      Map<String, Component> components,
      Map<String, FileContent> files) {
    this.name = name;
    this.parameters = parameters;
    this.components = components;
    this.files = files;
  }

  /** Name of the component in the configuration. */
  public String name() {
    return name;
  }

  /** Its branch of the parameters. */
  public ParameterTree parameters() {
    return parameters;
  }

  /**
   * A component that it builds on.
   *
   * @param capability interface that it must implement, as declared by {@link
   *     ComponentType#inputs()}
   * @throws IllegalArgumentException when it is not there or does not offer that
   */
  public <T> T input(String inputName, Class<T> capability) {
    Component input = components.get(inputName);
    if (!capability.isInstance(input)) {
      throw new IllegalArgumentException(
          "%s: expected %s to offer a %s, found %s"
              .formatted(
                  name,
                  inputName,
                  capability.getSimpleName(),
                  input == null ? "no such component" : input.getClass().getSimpleName()));
    }
    return capability.cast(input);
  }

  /** All files that it keeps, by name. */
  public Map<String, FileContent> files() {
    return Collections.unmodifiableMap(files);
  }

  /**
   * A file that it keeps, read as a whole.
   *
   * @throws IOException when it is missing or cannot be read
   */
  public byte[] file(String fileName) throws IOException {
    return content(fileName).bytes();
  }

  /**
   * A file that it keeps and that may be too large to be read as a whole.
   *
   * @throws IOException when it is missing
   */
  public FileContent content(String fileName) throws IOException {
    FileContent content = files.get(fileName);
    if (content == null) {
      throw new FileNotFoundException(
          "%s: missing; found %s".formatted(where(fileName), files.keySet()));
    }
    return content;
  }

  /**
   * A vocabulary that it keeps.
   *
   * @throws IOException when it is missing or damaged
   */
  public Vocabulary vocabulary(String fileName) throws IOException {
    return Vocabulary.parse(file(fileName), where(fileName));
  }

  /** Where a file that it keeps is in a bundle, for messages. */
  public String where(String fileName) {
    return "components/" + name + "/" + fileName;
  }
}
