package dms.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Safetensors files made by hand, right and wrong. */
final class HeaderBytes {
  private HeaderBytes() {}

  static Path write(Path file, String json, int dataBytes) throws IOException {
    return write(file, json.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  static Path write(Path file, byte[] json, int dataBytes) throws IOException {
    return write(file, json.length, json, dataBytes);
  }

  static Path write(Path file, long length, byte[] json, int dataBytes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(json);
    return Files.write(file, bytes.array());
  }

  /** The header of one tensor named a. */
  static String tensor(String dtype, String shape, String offsets) {
    return "{\"a\":" + info(dtype, shape, offsets) + "}";
  }

  static String info(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(dtype, shape, offsets);
  }
}
