package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads HOCON configuration files.
 *
 * <p>Which value a key has, the first that applies:
 *
 * <ol>
 *   <li>the last override of it; an override that is an object merges with the file's object,
 *   <li>the last line that sets it in the file, where an include stands for the lines of the
 *       included file: lines below an include override it,
 *   <li>the last of the files that {@code defaults} lists that sets it, wherever in the file that
 *       key stands,
 *   <li>the default of the record that {@link RecordBinder} binds.
 * </ol>
 *
 * <p>{@code defaults = [encoders/words, decoders/xpos]} composes a file of others, as Hydra does.
 * They are looked up beside the file, then in the folder {@code conf} there and in each folder
 * above, may leave out {@code .conf} and list others in turn; a file that is listed twice on these
 * ways counts once. A list grows over several files with {@code +=}.
 *
 * <p>Overrides, applied in the order given: {@code key=value}; {@code +key=value} for a key that
 * must not be there; {@code ~key} takes out one that must be there; {@code +encoders/words} puts
 * such a file on top of all before it; {@code ~encoders/words} leaves it out of the lists of {@code
 * defaults}.
 *
 * <p>Substitutions such as {@code ${data.folder}} are resolved last and so see the overrides; a
 * name that is no key is looked up among the environment variables.
 *
 * <p>An include is relative to the file it stands in, may leave out {@code .conf}, and must exist.
 * Relative paths that are values stay as written and so are relative to the working directory.
 */
public final class ConfigurationLoader {
  private ConfigurationLoader() {}

  /**
   * Loads a file.
   *
   * @param overrides of the form {@code training.seed=2}, the value in HOCON: {@code
   *     data.train=[a.conllu, b.conllu]}, {@code name=two words}, {@code name="a, b"}; or as above
   * @throws ConfigurationException if a file is missing or malformed, an override is malformed or
   *     does not fit, or a substitution has no value
   */
  public static Config load(Path file, List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          file
              + ": expected a configuration file, found "
              + (Files.exists(file) ? "another kind of file" : "none"));
    }
    Config config = new Overrides(file, overrides).load();
    try {
      return config.resolve();
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw new ConfigurationException(
          Origins.inMessage(e.getMessage())
              + "; set that key or environment variable, or write ${?…} to do without",
          e);
    } catch (ConfigException e) {
      throw new ConfigurationException(Origins.inMessage(e.getMessage()), e);
    }
  }
}
