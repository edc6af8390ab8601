package dms.components.tagset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a file of tags. */
final class TagsetLines {
  private TagsetLines() {}

  /**
   * The lines without their ends.
   *
   * @throws TagsetFormatException when the bytes are not UTF-8
   */
  static List<String> of(byte[] content, String source) throws TagsetFormatException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .toString()
          .lines()
          .toList();
    } catch (CharacterCodingException e) {
      throw new TagsetFormatException(source, "expected UTF-8; convert the file");
    }
  }
}
