package org.tombola.datasets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A local HTTP server of one file, well-behaved and otherwise, under several paths.
final class FileServer implements AutoCloseable {
  private final byte[] content;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);

  /// The path and range of every request, like `/good bytes=5-`.
  final List<String> requests = new CopyOnWriteArrayList<>();

  FileServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("/good", this::honourRange);
    serve("/ignores-range", x -> send(x, 200, content, content.length));
    serve("/chunked", x -> send(x, 200, content, 0));
    serve("/other", x -> send(x, 200, new byte[] {1, 2, 3}, 3));
    serve("/error", x -> send(x, 500, new byte[0], -1));
    serve("/half", this::halfOfTheRest);
    serve("/stalls", this::stall);
    serve("/wrong-part", this::wrongPart);
    server.start();
  }

  URI at(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void serve(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String range = range(exchange);
          requests.add(range == null ? path : path + " " + range);
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  private void honourRange(HttpExchange exchange) throws IOException {
    int from = from(exchange);
    if (from > content.length - 1) {
      send(exchange, 416, new byte[0], -1);
      return;
    }
    byte[] rest = rest(exchange, from);
    send(exchange, range(exchange) == null ? 200 : 206, rest, rest.length);
  }

  /// Promises all that is left and breaks off after half of it, rounded up.
  private void halfOfTheRest(HttpExchange exchange) throws IOException {
    byte[] rest = rest(exchange, from(exchange));
    byte[] half = Arrays.copyOf(rest, (rest.length + 1) / 2);
    send(exchange, range(exchange) == null ? 200 : 206, half, rest.length);
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content, 0, 10);
    exchange.getResponseBody().flush();
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wrongPart(HttpExchange exchange) throws IOException {
    if (range(exchange) == null) {
      send(exchange, 200, content, content.length);
    } else {
      exchange.getResponseHeaders().set("Content-Range", "bytes 0-2/" + content.length);
      send(exchange, 206, new byte[] {1, 2, 3}, 3);
    }
  }

  private byte[] rest(HttpExchange exchange, int from) {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%1$d".formatted(from, content.length - 1));
    return Arrays.copyOfRange(content, from, content.length);
  }

  /// @param length as promised: 0 for chunked, −1 for none
  private static void send(HttpExchange exchange, int status, byte[] body, int length)
      throws IOException {
    exchange.sendResponseHeaders(status, length);
    if (length >= 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static int from(HttpExchange exchange) {
    String range = range(exchange);
    return range == null
        ? 0
        : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private static @Nullable String range(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Range");
  }
}
