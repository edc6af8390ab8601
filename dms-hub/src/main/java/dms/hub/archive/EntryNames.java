package dms.hub.archive;

import dms.hub.bundle.Bundle;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names in one archive: each is checked, on every system alike, and no two may be one for some
 * file system, such as one that takes {@code A} for {@code a}.
 */
final class EntryNames {
  private static final String REMEDY =
      "; the archive is not one of DMS or was changed: get it anew";

  private final Path archive;
  private final ArchiveLimits limits;

  /** What was found, by the name that careless file systems see. */
  private final Map<String, Found> found = new HashMap<>();

  private Optional<String> top = Optional.empty();
  private int entries;

  private record Found(String name, boolean folder) {}

  EntryNames(Path archive, ArchiveLimits limits) {
    this.archive = archive;
    this.limits = limits;
  }

  /**
   * Checks the next entry.
   *
   * @param name as it stands in the archive
   * @return its name within the archive's one folder; empty for that folder itself
   * @throws ArchiveException when it is one entry too many, or its name could lead out of a folder,
   *     is taken or is none that every file system can hold
   */
  Optional<String> next(String name, boolean folder) throws ArchiveException {
    count(name);
    String plain = folder && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    requireName(plain);
    int slash = plain.indexOf('/');
    requireTop(slash < 0 ? plain : plain.substring(0, slash));
    if (slash < 0) {
      if (!folder) {
        throw fault(plain, "expected all files in one folder NAME-VERSION, found a file beside it");
      }
      return Optional.empty();
    }
    String inner = plain.substring(slash + 1);
    for (int i = inner.indexOf('/'); i >= 0; i = inner.indexOf('/', i + 1)) {
      take(inner.substring(0, i), true);
    }
    take(inner, folder);
    return Optional.of(inner);
  }

  private void count(String name) throws ArchiveException {
    entries++;
    if (entries > limits.entries()) {
      throw fault(name, "expected at most %d entries, found more".formatted(limits.entries()));
    }
    if (name.length() > limits.nameLength()) {
      throw fault(
          name.substring(0, limits.nameLength()) + "…",
          "expected a name of at most %d characters, found %d"
              .formatted(limits.nameLength(), name.length()));
    }
  }

  private void requireName(String name) throws ArchiveException {
    try {
      Bundle.requireFileName(name);
    } catch (IllegalArgumentException e) {
      throw new ArchiveException(archive, e.getMessage() + REMEDY, e);
    }
  }

  private void requireTop(String first) throws ArchiveException {
    if (!first.equals(top.orElse(first))) {
      throw fault(
          first, "expected all files in one folder, '%s', found another".formatted(top.get()));
    }
    top = Optional.of(first);
  }

  private void take(String name, boolean folder) throws ArchiveException {
    String key = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    Found entry = new Found(name, folder);
    Found other = found.putIfAbsent(key, entry);
    // A folder is there for all that is in it, and may have an entry of its own besides.
    if (other == null || folder && other.equals(entry)) {
      return;
    }
    throw fault(
        name,
        other.equals(entry)
            ? "expected an entry once, found it twice"
            : "expected names that differ in more than case, found '%s' too"
                .formatted(other.name()));
  }

  private ArchiveException fault(String name, String problem) {
    return new ArchiveException(archive, "entry '" + name + "': " + problem + REMEDY);
  }
}
