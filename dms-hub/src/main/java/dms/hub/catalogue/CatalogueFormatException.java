package dms.hub.catalogue;

import dms.core.file.FaultyFileException;

/** A catalogue is not the JSON that it should be. */
public final class CatalogueFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  CatalogueFormatException(String address, String problem, Throwable cause) {
    super("catalogue " + address + ": " + problem, cause);
  }
}
