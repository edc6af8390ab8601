package dms.hub.catalogue;

import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.bundle.BundleDescription.Content;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What models there are: installed, on the class path, and in the catalogues. */
public final class KnownModels {
  private final ModelHome home;
  private final ClassPathSource classPath;
  private final Catalogues catalogues;

  KnownModels(ModelHome home, ClassPathSource classPath, Catalogues catalogues) {
    this.home = home;
    this.classPath = classPath;
    this.catalogues = catalogues;
  }

  /**
   * What is known, and what could not be asked.
   *
   * @param models installed ones first, then those on the class path, then those of catalogues; one
   *     that is in several places is there several times
   * @param failures one message for each model or catalogue that could not be read
   */
  public record Listing(List<KnownModel> models, List<IOException> failures) {
    /** Copies the lists. */
    public Listing {
      models = List.copyOf(models);
      failures = List.copyOf(failures);
    }
  }

  /**
   * All of them.
   *
   * @throws IOException when the model home or the class path cannot be read
   */
  public Listing list() throws IOException {
    List<KnownModel> models = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    for (InstalledModel model : home.installed()) {
      try {
        models.add(of(Bundle.describe(model.folder()), model.folder().toString()));
      } catch (IOException e) {
        failures.add(e);
      }
    }
    for (String name : classPath.names()) {
      try {
        Optional<Bundle> bundle = classPath.find(name);
        bundle.ifPresent(b -> models.add(of(b.description(), KnownModel.CLASS_PATH)));
      } catch (IOException e) {
        failures.add(e);
      }
    }
    for (URI address : catalogues.addresses()) {
      try {
        catalogues
            .read(address)
            .models()
            .forEach(model -> models.add(of(model, address.toString())));
      } catch (IOException e) {
        failures.add(e);
      }
    }
    return new Listing(models, failures);
  }

  /** What a bundle says of itself. */
  public static KnownModel of(BundleDescription bundle, String where) {
    long size = bundle.files().values().stream().mapToLong(Content::size).sum();
    return new KnownModel(
        bundle.name(),
        bundle.version(),
        bundle.language(),
        bundle.licence(),
        bundle.tasks(),
        bundle.scores(),
        size,
        where);
  }

  /** What a catalogue says of a model; it is where its first address is. */
  public static KnownModel of(CatalogueEntry model) {
    return of(model, model.addresses().get(0).toString());
  }

  private static KnownModel of(CatalogueEntry model, String where) {
    return new KnownModel(
        model.name(),
        model.version().text(),
        model.language(),
        model.licence(),
        model.tasks(),
        model.scores(),
        model.size(),
        where);
  }
}
