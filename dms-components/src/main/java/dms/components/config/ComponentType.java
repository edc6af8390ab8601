package dms.components.config;

import dms.components.setting.Purpose;
import dms.components.setting.Setting;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.file.FileContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of component that a configuration can name: how its settings look, what it reads, what it
 * learns from a corpus before training, and how it is made.
 *
 * @param <C> its settings, a record whose components carry {@link Setting}
 * @param name value of {@code type} in the configuration, such as {@code characters-as-token}
 * @param componentClass class of the components made
 * @param configClass class of the settings
 * @param inputs names of the components it builds on and what they must offer
 * @param learn files it keeps, such as vocabularies, from counts over the training corpus
 * @param create makes the component
 */
public record ComponentType<C extends Record>(
    String name,
    Class<? extends Component> componentClass,
    Class<C> configClass,
    Function<C, List<Input>> inputs,
    Learning<C> learn,
    Creation<C> create) {

  /**
   * A component that another one builds on.
   *
   * @param name name in the configuration
   * @param capability interface that it must implement
   */
  public record Input(String name, Class<?> capability) {}

  /** Learns what a component keeps before it is trained. */
  @FunctionalInterface
  public interface Learning<C extends Record> {
    /**
     * @param corpus counts over the training corpus, and a folder for files too large to be held
     * @return files by name
     * @throws IllegalArgumentException when the corpus has nothing to learn from
     * @throws IOException when a file that it learns from cannot be read or is damaged
     */
    Map<String, FileContent> learn(C config, TrainingCorpus corpus) throws IOException;
  }

  /** Makes a component from its settings and the parts it is built of. */
  @FunctionalInterface
  public interface Creation<C extends Record> {
    /**
     * @param parts what it is built of, its name among them
     * @throws IOException when a file it keeps is damaged
     */
    Component create(C config, Parts parts) throws IOException;
  }

  /** Checks that the class is an encoder or a decoder. */
  public ComponentType {
    if (!Encoder.class.isAssignableFrom(componentClass)
        && !Decoder.class.isAssignableFrom(componentClass)) {
      throw new IllegalArgumentException(
          "component type %s: %s is neither an Encoder nor a Decoder"
              .formatted(name, componentClass.getName()));
    }
  }

  /** A type that builds on no other component and learns nothing before training. */
  public static <C extends Record> ComponentType<C> of(
      String name,
      Class<? extends Component> componentClass,
      Class<C> configClass,
      Creation<C> create) {
    return new ComponentType<>(
        name,
        componentClass,
        configClass,
        config -> List.of(),
        (config, corpus) -> Map.of(),
        create);
  }

  /** The same, building on other components. */
  public ComponentType<C> buildingOn(Function<C, List<Input>> otherInputs) {
    return new ComponentType<>(name, componentClass, configClass, otherInputs, learn, create);
  }

  /** Whether it makes encoders; otherwise it makes decoders. */
  public boolean isEncoder() {
    return Encoder.class.isAssignableFrom(componentClass);
  }

  /** What its components are for, in one line; empty where their class does not say. */
  public Optional<String> purpose() {
    return Optional.ofNullable(componentClass.getAnnotation(Purpose.class)).map(Purpose::value);
  }
}
