package dms.hub.cli;

import dms.hub.format.InputFormat;
import dms.hub.format.OutputFormat;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to be tagged.
 *
 * @param input what is read
 * @param format how
 * @param outputFormat how the output is written
 * @param output its own output file; empty where all go into one
 */
record Task(
    InputFile input, InputFormat format, OutputFormat outputFormat, Optional<Path> output) {}
