package dms.hub.catalogue;

import java.io.IOException;
import java.nio.file.Path;

/** Unpacks the archive of a model. */
@FunctionalInterface
public interface Unpacker {
  /**
   * Unpacks an archive whose size and sum have been checked.
   *
   * @param archive {@code .tar.gz} or {@code .zip}
   * @param target a folder that does not exist yet; the bundle comes into it or into its only
   *     folder
   * @throws IOException when the archive is damaged or dangerous; there is then no target
   */
  void unpack(Path archive, Path target) throws IOException;
}
