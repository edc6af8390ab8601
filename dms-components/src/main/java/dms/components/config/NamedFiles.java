package dms.components.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the paths in the settings of a component, by the type of the settings. */
final class NamedFiles {
  private NamedFiles() {}

  /**
   * Adds each path by the path of its setting; those of a list with a number after it.
   *
   * @param path where the settings stand in the configuration
   */
  static void add(String path, Record settings, Map<String, Path> files) {
    RecordShape shape = new RecordShape(settings.getClass());
    for (RecordComponent setting : shape.components()) {
      add(path + "." + setting.getName(), shape.valueOf(settings, setting), files);
    }
  }

  private static void add(String key, Object value, Map<String, Path> files) {
    if (value instanceof Path path) {
      files.put(key, path);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> add(key, present, files));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(key + "." + i, list.get(i), files);
      }
    }
  }
}
