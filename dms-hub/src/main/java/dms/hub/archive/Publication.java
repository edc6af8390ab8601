package dms.hub.archive;

import dms.core.file.DurableFile;
import dms.core.file.Sha256;
import dms.core.weights.WeightPrecision;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an author says when a trained system is published.
 *
 * @param name and version of the system
 * @param version of the system
 * @param licence of the weights, an SPDX name where there is one
 * @param language code of the language; empty for what the bundle says
 * @param rebuild command that trains it anew, for the card
 * @param notes Markdown for the card, such as the licences of the data
 * @param precision of the weights in the archive; loaded, they are 32-bit floats again
 */
public record Publication(
    String name,
    String version,
    String licence,
    Optional<String> language,
    Optional<String> rebuild,
    Optional<String> notes,
    WeightPrecision precision) {
  /** What a bundle says whose author named no licence. */
  public static final String NO_LICENCE = "unspecified";

  /**
   * Checks name, version and licence.
   *
   * @throws IllegalArgumentException when the name has other characters than {@link ModelName}
   *     allows, the version is no semantic one, or there is no licence
   */
  public Publication {
    new ModelName(name, Optional.of(new SemanticVersion(version)));
    if (licence.isBlank() || licence.equals(NO_LICENCE)) {
      throw new IllegalArgumentException(
          "licence: expected one such as CC-BY-4.0, found '%s'; without a licence nobody may use what is published"
              .formatted(licence));
    }
  }

  /** The same with weights as precise as they were trained. */
  public Publication(
      String name,
      String version,
      String licence,
      Optional<String> language,
      Optional<String> rebuild,
      Optional<String> notes) {
    this(name, version, licence, language, rebuild, notes, WeightPrecision.FLOAT32);
  }

  /** The file that the archive is called if nothing else is said. */
  public String fileName() {
    return name + "-" + version + ModelArchive.EXTENSION;
  }

  /**
   * Packs a bundle under this name, with a card made from what it says of its training. The same
   * bundle and publication give the same bytes.
   *
   * @param archive replaced if it is there
   * @throws dms.hub.bundle.BundleFormatException when the bundle is damaged
   * @throws IOException when it cannot be read or the archive not be written
   */
  public PublishedModel pack(Path bundleFolder, Path archive) throws IOException {
    Path beside = archive.toAbsolutePath().getParent();
    Files.createDirectories(beside);
    Path temporary = Files.createTempDirectory(beside, ".dms-package");
    try {
      Bundle bundle = Bundle.read(bundleFolder);
      if (precision != WeightPrecision.FLOAT32) {
        bundle = bundle.at(precision, temporary.resolve(precision.label()));
      }
      Path folder = temporary.resolve(name + "-" + version);
      BundleDescription published = published(bundle.description());
      String card = new PublishedCard(bundle.description(), published, rebuild, notes).text();
      bundle.copyTo(folder, published, card);
      ModelArchive.pack(folder, archive);
      BundleDescription packed = Bundle.read(folder).description();
      return new PublishedModel(archive, packed, Files.size(archive), Sha256.of(archive));
    } finally {
      DurableFile.deleteFolder(temporary);
    }
  }

  private BundleDescription published(BundleDescription old) {
    return BundleDescription.of(
        name, version, language.orElse(old.language()), licence, old.training());
  }
}
