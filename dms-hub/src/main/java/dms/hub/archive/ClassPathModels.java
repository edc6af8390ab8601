package dms.hub.archive;

import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.bundle.BundleFormatException;
import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Trained systems in the jars and folders of the class path, as Maven brings them: an unpacked
 * bundle under {@code dms/models/NAME/}, and its name in {@code META-INF/dms/models}, one a line.
 * They are found with no network and no folder of a user's, also in jars within jars, since only
 * the class loader is asked.
 *
 * <p>Looked through are the class loader of this class and the thread's context class loader.
 */
public final class ClassPathModels {
  /** The resource that lists names; those of several jars are taken together. */
  public static final String INDEX = "META-INF/dms/models";

  /** Folder of the resources, one folder a system in it. */
  public static final String ROOT = "dms/models/";

  private static final String DESCRIPTION = "bundle.json";
  private static final String SUM = "bundle.json.sha256";

  /** A description of more bytes is none. */
  private static final int MAX_DESCRIPTION_BYTES = 1 << 26;

  /** Versions that are none come first, as they are the ones that nobody published. */
  private static final Comparator<Optional<SemanticVersion>> NEWEST =
      Comparator.comparing(
          version -> version.orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

  private ClassPathModels() {}

  /** A bundle somewhere on the class path. */
  private record Found(String prefix, String folder, byte[] json, BundleDescription description) {}

  /**
   * Finds a system by name.
   *
   * @param name {@code NAME}, which finds the newest version there is, or {@code NAME@VERSION}
   * @return the bundle, verified; empty when there is none of that name and version, as for what is
   *     no name at all. It is copied to the folder of temporary files once in the life of the
   *     process, which deletes it at its end; a bundle in a plain folder is used where it is
   * @throws BundleFormatException when the bundle is damaged
   * @throws IOException when it cannot be read, or not be copied
   */
  public static Optional<Bundle> find(String name) throws IOException {
    return find(name, loaders());
  }

  static Optional<Bundle> find(String name, List<ClassLoader> loaders) throws IOException {
    Optional<ModelName> wanted =
        ModelName.isName(name) ? Optional.of(ModelName.parse(name)) : Optional.empty();
    return wanted.isPresent() ? find(wanted.get(), loaders) : Optional.empty();
  }

  private static Optional<Bundle> find(ModelName name, List<ClassLoader> loaders)
      throws IOException {
    String folder = ROOT + name.name() + "/";
    List<Found> found = new ArrayList<>();
    for (Map.Entry<String, URL> place : resources(folder + DESCRIPTION, loaders).entrySet()) {
      found.add(describe(folder, place.getKey(), place.getValue()));
    }
    Optional<Found> best =
        found.stream()
            .filter(model -> isOf(model.description(), name))
            .max(Comparator.comparing(model -> SemanticVersion.find(version(model)), NEWEST));
    return best.isPresent() ? Optional.of(open(best.get(), loaders)) : Optional.empty();
  }

  /**
   * Whether a bundle was copied out of a jar, so that its folder goes with this process and is of
   * no use to another one.
   *
   * @throws IOException when its folder cannot be looked at
   */
  public static boolean isCopy(Bundle bundle) throws IOException {
    return ModelCopies.OF_PROCESS.has(bundle.folder());
  }

  private static String version(Found model) {
    return model.description().version();
  }

  private static boolean isOf(BundleDescription description, ModelName name) {
    return name.version().isEmpty() || name.version().get().text().equals(description.version());
  }

  /**
   * Names of the systems that the jars and folders list, sorted.
   *
   * @throws IOException when a list cannot be read or holds what is no name
   */
  public static List<String> all() throws IOException {
    return all(loaders());
  }

  static List<String> all(List<ClassLoader> loaders) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (URL list : resources(INDEX, loaders).values()) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(open(list), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String name = line.replaceFirst("#.*", "").strip();
          if (!name.isEmpty()) {
            names.add(requireName(name, list));
          }
        }
      }
    }
    return List.copyOf(names);
  }

  private static String requireName(String name, URL list) throws IOException {
    try {
      return ModelName.parse(name).name();
    } catch (IllegalArgumentException e) {
      throw new IOException(list + ": " + e.getMessage(), e);
    }
  }

  private static List<ClassLoader> loaders() {
    List<ClassLoader> loaders = new ArrayList<>();
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    if (ofThread != null) {
      loaders.add(ofThread);
    }
    loaders.add(ClassPathModels.class.getClassLoader());
    return loaders;
  }

  /** Each place once, in the order of the class path. */
  private static Map<String, URL> resources(String name, List<ClassLoader> loaders)
      throws IOException {
    Map<String, URL> places = new LinkedHashMap<>();
    for (ClassLoader loader : new LinkedHashSet<>(loaders)) {
      for (URL place : Collections.list(loader.getResources(name))) {
        places.putIfAbsent(place.toString(), place);
      }
    }
    return places;
  }

  private static Found describe(String folder, String place, URL url) throws IOException {
    byte[] json;
    try (InputStream in = open(url)) {
      json = in.readNBytes(MAX_DESCRIPTION_BYTES);
    }
    BundleDescription description = BundleDescription.parse(json, Path.of(folder, DESCRIPTION));
    String prefix = place.substring(0, place.length() - DESCRIPTION.length());
    return new Found(prefix, folder, json, description);
  }

  private static Bundle open(Found model, List<ClassLoader> loaders) throws IOException {
    return ModelCopies.OF_PROCESS.open(
        model.prefix(),
        model.json(),
        temporary -> {
          List<String> names = new ArrayList<>(model.description().files().keySet());
          names.add(SUM);
          for (String name : names) {
            long size = name.equals(SUM) ? MAX_DESCRIPTION_BYTES : sizeOf(model, name);
            try (InputStream in = open(beside(model, name, loaders))) {
              ModelCopies.copy(in, size, temporary.resolve(name));
            }
          }
        });
  }

  private static long sizeOf(Found model, String name) {
    return model.description().files().get(name).size();
  }

  /** The file of the same jar: another one may have a bundle of that name too. */
  private static URL beside(Found model, String name, List<ClassLoader> loaders)
      throws IOException {
    return resources(model.folder() + name, loaders).entrySet().stream()
        .filter(place -> place.getKey().startsWith(model.prefix()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new BundleFormatException(
                    Path.of(model.folder(), name),
                    "expected it in %s, found none; get the jar anew".formatted(model.prefix())));
  }

  /** Without Java's cache of jars, which would keep the jar open. */
  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
