package dms.hub.catalogue;

import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.nio.file.Path;

/**
 * A model in the model home.
 *
 * @param name of the model
 * @param version of the model
 * @param folder of its bundle
 */
public record InstalledModel(String name, SemanticVersion version, Path folder) {
  /** The name with the version. */
  public ModelName modelName() {
    return ModelName.of(name, version);
  }
}
