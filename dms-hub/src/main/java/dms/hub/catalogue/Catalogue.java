package dms.hub.catalogue;

import dms.hub.bundle.ModelName;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A list of models that can be downloaded, one JSON file:
 *
 * <pre>{@code
 * {
 *   "formatVersion": 1,
 *   "models": [
 *     {
 *       "name": "is-small",
 *       "version": "1.0.0",
 *       "language": "is",
 *       "licence": "CC-BY-SA-4.0",
 *       "tasks": ["upos", "xpos", "lemma"],
 *       "scores": {"xpos.accuracy": 94.1},
 *       "size": 11534336,
 *       "sha256": "…64 digits…",
 *       "addresses": ["is-small-1.0.0.tar.gz", "https://mirror.example/is-small-1.0.0.tar.gz"]
 *     }
 *   ]
 * }
 * }</pre>
 *
 * <p>All fields are required and no others are known. An address is absolute or relative to the
 * catalogue's own.
 *
 * @param address where it was read from
 * @param models in the order of the file
 */
public record Catalogue(URI address, List<CatalogueEntry> models) {
  /** The version that is read. */
  public static final int FORMAT_VERSION = 1;

  /** Copies the list. */
  public Catalogue {
    models = List.copyOf(models);
  }

  /**
   * Reads a catalogue.
   *
   * @param json the file's bytes
   * @param address where they are from; relative addresses start there
   * @throws CatalogueFormatException naming the catalogue, the field, what was expected and what
   *     was found
   */
  public static Catalogue parse(byte[] json, URI address) throws CatalogueFormatException {
    return new CatalogueJson(address).parse(json);
  }

  /** The model of that name; where no version is asked for, its highest. */
  public Optional<CatalogueEntry> find(ModelName name) {
    return models.stream()
        .filter(model -> name.matches(model.name(), model.version()))
        .max(Comparator.comparing(CatalogueEntry::version));
  }
}
