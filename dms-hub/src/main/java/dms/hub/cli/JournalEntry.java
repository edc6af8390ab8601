package dms.hub.cli;

/**
 * A file that is done.
 *
 * @param output its output, relative to the output folder
 * @param input the file that was read
 * @param size of the input in bytes
 * @param sha256 of the input
 * @param model SHA-256 of what the bundle says of itself and of its files
 * @param options SHA-256 of the options that decide over the output
 * @param outputSha256 of the output
 */
record JournalEntry(
    String output,
    String input,
    long size,
    String sha256,
    String model,
    String options,
    String outputSha256) {

  /** The same with another output. */
  JournalEntry withOutput(String sum) {
    return new JournalEntry(output, input, size, sha256, model, options, sum);
  }

  /** What has changed since this was done, for a message; empty if nothing. */
  String changedTo(JournalEntry now) {
    if (size != now.size || !sha256.equals(now.sha256)) {
      return "the input has changed";
    }
    if (!model.equals(now.model)) {
      return "the model is another";
    }
    if (!options.equals(now.options)) {
      return "the options are others";
    }
    return outputSha256.equals(now.outputSha256) ? "" : "its output has changed";
  }
}
