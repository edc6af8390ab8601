package dms.train.reference;

import dms.components.config.SettingDescription;
import java.util.List;
import java.util.Optional;

/**
 * Settings that stand together in a configuration: a component type's, or a part of a run's.
 *
 * @param name what it is looked up by: {@code tagger}, {@code training}
 * @param kind where it can stand
 * @param purpose what it is for, in one line
 * @param settings in the order of their record
 */
public record Section(String name, Kind kind, String purpose, List<Entry> settings) {
  /** Where a section can stand. */
  public enum Kind {
    /** The root of a file, or a part of it. */
    RUN("Run", "section"),
    /** In {@code encoders}, under any name. */
    ENCODER("Encoders", "encoder"),
    /** In {@code decoders}, under any name. */
    DECODER("Decoders", "decoder");

    private final String heading;
    private final String singular;

    Kind(String heading, String singular) {
      this.heading = heading;
      this.singular = singular;
    }

    String heading() {
      return heading;
    }

    String singular() {
      return singular;
    }
  }

  /**
   * A setting.
   *
   * @param setting its description
   * @param section name of the section that describes what it holds, if it holds one
   */
  public record Entry(SettingDescription setting, Optional<String> section) {
    /** The default as a reader sees it. */
    String orElse() {
      if (setting.required()) {
        return "required";
      }
      if (setting.orElse().isEmpty()) {
        return "absent";
      }
      return setting.isSection() && setting.orElse().equals("{}")
          ? "its defaults"
          : setting.orElse();
    }

    /** Whether the default is text of a configuration and no word of explanation. */
    boolean hasValue() {
      return orElse().equals(setting.orElse());
    }
  }

  /** Takes a copy of the list. */
  public Section {
    settings = List.copyOf(settings);
  }
}
