package dms.hub.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of temporary files and folders say which process they belong to, so that those of a process
 * that was killed can be told from those in use, without a lock.
 *
 * @param machine that the process runs on, 8 hexadecimal digits
 * @param process its number there
 * @param unique 8 hexadecimal digits
 */
record Owner(String machine, long process, String unique) {
  private static final Pattern IN_NAME =
      Pattern.compile("\\.([0-9a-f]{8})-([0-9]{1,18})-([0-9a-f]{8})\\.");

  /** After which even the file of a process on another machine is taken for abandoned. */
  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  /** Systems tell the start of a process to a second or so. */
  private static final Duration CLOCK = Duration.ofSeconds(2);

  /** A new name of this process. */
  static Owner current() {
    return new Owner(
        thisMachine(), ProcessHandle.current().pid(), hex(ThreadLocalRandom.current().nextInt()));
  }

  /** What stands in the middle of a file's name, dots included. */
  String inName() {
    return ".%s-%d-%s.".formatted(machine, process, unique);
  }

  /**
   * Whether nobody works on a file any more: its process is gone, or has not touched it for a day.
   *
   * @return false where the name tells no owner
   */
  static boolean isAbandoned(Path file) {
    Matcher name = IN_NAME.matcher(file.getFileName().toString());
    try {
      if (!name.find()) {
        return false;
      }
      Instant touched = Files.getLastModifiedTime(file).toInstant();
      return name.group(1).equals(thisMachine()) && !lives(Long.parseLong(name.group(2)), touched)
          || touched.isBefore(Instant.now().minus(LONGEST_SILENCE));
    } catch (IOException e) {
      // It is gone meanwhile; whoever has it now is its owner.
      return false;
    }
  }

  /** A process that began after the file was touched has only got the number of the former one. */
  private static boolean lives(long process, Instant touched) {
    Optional<ProcessHandle> handle = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
    return handle
        .map(h -> h.info().startInstant().orElse(touched).minus(CLOCK).isBefore(touched))
        .orElse(false);
  }

  /** Numbers of processes are unique within one start of one machine and one container only. */
  private static String thisMachine() {
    // Asking for the host's name could ask the network.
    String machine =
        read("/proc/sys/kernel/random/boot_id")
            + read("/proc/sys/kernel/hostname")
            + link("/proc/self/ns/pid");
    return hex(machine.hashCode());
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String link(String file) {
    try {
      return Files.readSymbolicLink(Path.of(file)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String hex(int number) {
    return String.format(Locale.ROOT, "%08x", number);
  }
}
