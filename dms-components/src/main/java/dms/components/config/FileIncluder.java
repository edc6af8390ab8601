package dms.components.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parses a file and what it includes. The parser's own includer passes over a missing file without
 * a word; this one refuses it, and takes nothing but files.
 */
final class FileIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final String EXTENSION = ".conf";

  /** The files being parsed, each included by the one before it. */
  private final List<Path> chain;

  private final Defaults defaults;

  private FileIncluder(List<Path> chain, Defaults defaults) {
    this.chain = List.copyOf(chain);
    this.defaults = defaults;
  }

  /** The includer of text that stands in a file or belongs to it. */
  static FileIncluder from(Path file, Defaults defaults) {
    return new FileIncluder(List.of(file), defaults);
  }

  /**
   * Parses a file with its includes and the files of its {@link Defaults}; substitutions stay
   * unresolved.
   *
   * @param including the files being parsed, each led to by the one before it
   * @throws ConfigurationException if a file is missing, unreadable, not UTF-8 or not HOCON, or
   *     leads to itself
   */
  static Config parse(Path file, List<Path> including, Defaults defaults) {
    List<Path> chain = new ArrayList<>(including);
    chain.add(file);
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(file.toString())
            .setIncluder(new FileIncluder(chain, defaults));
    try {
      Config own = ConfigFactory.parseString(Files.readString(file), options);
      return defaults.beneath(own, chain);
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file + ": expected UTF-8, found other bytes", e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e, e);
    } catch (ConfigException e) {
      throw new ConfigurationException(Origins.inMessage(e.getMessage()), e);
    }
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path including = chain.get(chain.size() - 1);
    Path named = resolve(including, what);
    Path extended = named.resolveSibling(named.getFileName() + EXTENSION);
    Path included = Files.isRegularFile(named) ? named : extended;
    if (!Files.isRegularFile(included)) {
      throw refusal(what, "expected the file " + named + " or " + extended + ", found neither");
    }
    if (contains(chain, included)) {
      throw refusal(what, "the file includes itself: " + way(chain, included));
    }
    return parse(included, chain, defaults).root();
  }

  /** Whether the file is among those being parsed. */
  static boolean contains(List<Path> chain, Path file) {
    return chain.stream().anyMatch(open -> isSame(open, file));
  }

  /** How the files being parsed lead to one of them, for messages. */
  static String way(List<Path> chain, Path file) {
    String path = chain.stream().map(Path::toString).collect(Collectors.joining(" includes "));
    return path + " includes " + file;
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refusal(what.toString(), "expected a file, found a URL");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refusal(what, "expected a file, found a class path resource");
  }

  /** Returns this includer: the parser's default, offered here, would pass over missing files. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private Path resolve(Path including, String what) {
    try {
      return including.resolveSibling(what).normalize();
    } catch (InvalidPathException e) {
      throw refusal(what, "expected the path of a file: " + e.getMessage());
    }
  }

  private ConfigurationException refusal(String what, String reason) {
    Path including = chain.get(chain.size() - 1);
    return new ConfigurationException(including + ": include \"" + what + "\": " + reason);
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
