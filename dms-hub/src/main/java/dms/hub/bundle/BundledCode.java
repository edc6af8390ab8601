package dms.hub.bundle;

import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of a bundle is code, such as TorchScript, and runs once its model is loaded. */
public final class BundledCode {
  private BundledCode() {}

  /**
   * Files of a bundle that are code. Loads nothing.
   *
   * @param registry the component types that there are
   * @return the SHA-256 of each by its name within the folder
   * @throws ConfigurationException as {@link Bundle#blueprint}
   */
  public static Map<String, String> of(Bundle bundle, ComponentRegistry registry) {
    Map<String, BundleDescription.Content> files = bundle.description().files();
    Map<String, String> code = new TreeMap<>();
    bundle
        .blueprint(registry)
        .codeFiles()
        .forEach(
            (component, names) ->
                names.stream()
                    .map(name -> Bundle.nameOf(component, name))
                    // What is not there is not run: the component refuses to be made.
                    .filter(files::containsKey)
                    .forEach(name -> code.put(name, files.get(name).sha256())));
    return code;
  }

  /**
   * Refuses a bundle of somebody else's with code that the user has not said to trust. Loads
   * nothing.
   *
   * @param trusted SHA-256 of code that the user trusts
   * @throws UntrustedCodeException naming the first other file that is code
   * @throws ConfigurationException as {@link Bundle#blueprint}: then it is not known what is code
   */
  public static void requireTrusted(Bundle bundle, Set<String> trusted)
      throws UntrustedCodeException {
    for (Map.Entry<String, String> file : of(bundle, ComponentRegistry.load()).entrySet()) {
      if (!trusted.contains(file.getValue())) {
        throw new UntrustedCodeException(bundle.folder().resolve(file.getKey()), file.getValue());
      }
    }
  }
}
