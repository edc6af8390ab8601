package dms.hub.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where catalogues and archives are: {@code https:}, {@code http:} or {@code file:}. */
final class Addresses {
  private static final Set<String> SCHEMES = Set.of("https", "http", "file");

  /** A scheme has two letters at least, or a drive of Windows would be one. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  /** User and password: to the last {@code @}, as a password may hold one. */
  private static final Pattern USER = Pattern.compile("//[^/?#]*@");

  private Addresses() {}

  /**
   * Reads an address or the path of a file.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static URI parse(String text) {
    if (SCHEME.matcher(text).matches()) {
      return check(uri(text), text);
    }
    try {
      return Path.of(text).toAbsolutePath().normalize().toUri();
    } catch (InvalidPathException e) {
      throw fault(text, e);
    }
  }

  /**
   * Reads an address that may be relative to another.
   *
   * @throws IllegalArgumentException when it is malformed or of another scheme
   */
  static URI resolve(URI base, String text) {
    return check(base.resolve(uri(text)), text);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Its message has the whole text.
      throw fault(text, USER.matcher(text).find() ? null : e);
    }
  }

  private static URI check(URI address, String text) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean whole = scheme.equals("file") ? isPath(address) : address.getHost() != null;
    // A password in an address would end up in messages and logs.
    if (!SCHEMES.contains(scheme) || !whole || address.getRawUserInfo() != null) {
      throw fault(text, null);
    }
    return address;
  }

  private static boolean isPath(URI address) {
    try {
      return Path.of(address).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static IllegalArgumentException fault(String text, Exception cause) {
    return new IllegalArgumentException(
        "address: expected https://HOST/…, http://HOST/…, file:/… or a path, without a user, found '"
            + USER.matcher(text).replaceFirst("//…@")
            + "'",
        cause);
  }

  static boolean isFile(URI address) {
    return address.getScheme().equalsIgnoreCase("file");
  }

  static boolean isEncrypted(URI address) {
    return address.getScheme().equalsIgnoreCase("https");
  }
}
