package dms.hub.cli;

import dms.components.config.ConfigurationException;
import dms.core.file.FaultyFileException;
import dms.hub.catalogue.DownloadException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells a user what failed in one message, {@code error: …}, and gives the exit code that says of
 * what kind it was; the stack trace only with {@code --verbose}.
 */
public final class ErrorReport implements IExecutionExceptionHandler {
  /** Makes a report; it keeps nothing. */
  public ErrorReport() {}

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    Exception cause = failure instanceof UncheckedIOException io ? io.getCause() : failure;
    PrintWriter err = command.getErr();
    err.println("error: " + message(cause));
    if (command.getParseResult().hasMatchedOption(CommonOptions.VERBOSE)) {
      cause.printStackTrace(err);
    }
    err.flush();
    return exitCode(cause);
  }

  /** The exit code that says of what kind a failure is. */
  static int exitCode(Exception failure) {
    if (failure instanceof ExitCoded coded) {
      return coded.exitCode();
    }
    if (failure instanceof ConfigurationException) {
      return ExitCodes.CONFIGURATION;
    }
    if (failure instanceof FaultyFileException) {
      return ExitCodes.DATA;
    }
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return ExitCodes.NO_INPUT;
    }
    if (failure instanceof AccessDeniedException) {
      return ExitCodes.NO_PERMISSION;
    }
    if (failure instanceof DownloadException) {
      return ExitCodes.UNAVAILABLE;
    }
    if (failure instanceof IOException) {
      return ExitCodes.IO;
    }
    return failure instanceof IllegalArgumentException ? ExitCodes.USAGE : ExitCodes.SOFTWARE;
  }

  /** What a user is told of a failure. */
  static String message(Exception failure) {
    // The messages of these are often the file's name and nothing else.
    if (failure instanceof FileSystemException file) {
      String reason = file.getReason() == null ? reason(file) : file.getReason();
      String other = file.getOtherFile() == null ? "" : " -> " + file.getOtherFile();
      return file.getFile() + other + ": " + reason;
    }
    boolean telling =
        failure instanceof IOException
            || failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || failure.getClass().getName().startsWith("dms.");
    return telling && failure.getMessage() != null ? failure.getMessage() : failure.toString();
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    return failure.getClass().getSimpleName();
  }
}
