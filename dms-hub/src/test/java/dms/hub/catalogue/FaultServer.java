package dms.hub.catalogue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a plain socket that answers whatever a test wants, one request a connection. */
final class FaultServer implements Closeable {
  private final ServerSocket socket;
  private final Handler handler;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * What a client asked for.
   *
   * @param number of the request, from 0
   * @param path with its slash
   * @param headers by name in small letters
   */
  record Request(int number, String path, Map<String, String> headers) {
    /** Where the wanted range begins, 0 without a range. */
    int offset() {
      String range = headers.getOrDefault("range", "bytes=0-");
      return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }
  }

  /** Writes an answer. */
  @FunctionalInterface
  interface Handler {
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  FaultServer(Handler handler) throws IOException {
    this(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), handler);
  }

  /**
   * @param socket of another kind, such as an encrypted one
   */
  FaultServer(ServerSocket socket, Handler handler) {
    this.handler = handler;
    this.socket = socket;
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new HashMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request;
      synchronized (requests) {
        request = new Request(requests.size(), first.split(" ")[1], headers);
        requests.add(request);
      }
      handler.answer(request, connection.getOutputStream());
    } catch (IOException e) {
      // The client went away, as many of these tests make it do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the head of an answer; header lines are given whole. */
  static void head(OutputStream out, int status, String... headers) throws IOException {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String head = "HTTP/1.1 " + status + " X\r\n" + lines + "Connection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Serves bytes as a sound server does, from the wanted offset on. */
  static void serve(Request request, OutputStream out, byte[] bytes, String tag)
      throws IOException {
    int offset = begin(request, out, bytes.length, tag);
    out.write(bytes, offset, bytes.length - offset);
  }

  /** Writes the head as a sound server does, and tells where the body begins. */
  static int begin(Request request, OutputStream out, int size, String tag) throws IOException {
    boolean fresh = request.headers().getOrDefault("if-range", tag).equals(tag);
    int offset = fresh ? request.offset() : 0;
    String length = "Content-Length: " + (size - offset);
    if (offset > 0) {
      String range = "Content-Range: bytes %d-%d/%d".formatted(offset, size - 1, size);
      head(out, 206, length, range, "ETag: " + tag);
    } else {
      head(out, 200, length, "ETag: " + tag);
    }
    return offset;
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
