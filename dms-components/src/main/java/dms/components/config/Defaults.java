package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Composes a file of the files that its key {@value #KEY} lists. Each listed file overrides those
 * before it, and the file's own lines override them all. A file that several lists name counts
 * once, where it is first named.
 */
final class Defaults {
  /** The key that lists files; it is taken out of the file that has it. */
  static final String KEY = "defaults";

  private final Set<Path> excluded;
  private final Set<Path> named = new HashSet<>();
  private final Set<Path> composed = new HashSet<>();

  /**
   * @param excluded files to leave out of every list
   */
  Defaults(Set<Path> excluded) {
    this.excluded = Set.copyOf(excluded);
  }

  /**
   * Puts the listed files beneath a file's own lines.
   *
   * @param own what stands in the file
   * @param chain the files being parsed, the file last
   * @throws ConfigurationException when a listed file is missing, listed twice or lists a file that
   *     is being parsed
   */
  Config beneath(Config own, List<Path> chain) {
    if (!own.root().containsKey(KEY)) {
      return own;
    }
    Path file = chain.get(chain.size() - 1);
    Config config = own.withoutPath(KEY);
    Map<Path, Entry> entries = new LinkedHashMap<>();
    for (Entry entry : entries(own, file)) {
      Path found = GroupFiles.find(file, entry.name(), entry.place());
      if (entries.put(found, entry) != null) {
        throw new ConfigurationException(
            "%s: '%s' stands twice; leave one out".formatted(entry.place(), entry.name()));
      }
    }
    Config groups = ConfigFactory.empty();
    for (Map.Entry<Path, Entry> entry : entries.entrySet()) {
      groups = group(entry.getKey(), entry.getValue(), chain).withFallback(groups);
    }
    return config.withFallback(groups);
  }

  /** A file of a list, or nothing when it is to be left out or was composed before. */
  private Config group(Path group, Entry entry, List<Path> chain) {
    if (FileIncluder.contains(chain, group)) {
      throw new ConfigurationException(
          "%s: '%s' leads back to a file that is being composed: %s"
              .formatted(entry.place(), entry.name(), FileIncluder.way(chain, group)));
    }
    named.add(group);
    return !excluded.contains(group) && add(group)
        ? FileIncluder.parse(group, chain, this)
        : ConfigFactory.empty();
  }

  /** Notes that a file is composed; false when it was before. */
  boolean add(Path file) {
    return composed.add(file);
  }

  /** Whether some list named the file. */
  boolean named(Path group) {
    return named.contains(group);
  }

  /**
   * One name of a list.
   *
   * @param place where the list stands, for messages
   */
  private record Entry(String name, String place) {}

  private static List<Entry> entries(Config own, Path file) {
    ConfigValue value;
    try {
      value = own.withOnlyPath(KEY).resolve().root().get(KEY);
    } catch (ConfigException e) {
      throw new ConfigurationException(Origins.inMessage(e.getMessage()), e);
    }
    List<ConfigValue> names = value instanceof ConfigList list ? list : List.of(value);
    List<Entry> entries = new ArrayList<>();
    for (ConfigValue name : names) {
      if (name.valueType() != ConfigValueType.STRING) {
        throw new ConfigurationException(
            "%s (%s): expected a list of files such as encoders/words, found %s"
                .formatted(KEY, Origins.describe(name.origin()), name.render()));
      }
      String place = file + ": " + KEY;
      entries.add(new Entry((String) name.unwrapped(), place));
    }
    return entries;
  }
}
