package dev.rebound.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** HTTP by hand, for what a client library would not send or not show. */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int PAUSE_MILLIS = 100;
  private static final String LINE = "\r\n";

  private RawHttp() {}

  /**
   * An answer as it came.
   *
   * @param headers one line each
   */
  public record Answer(int status, List<String> headers, String body) {

    /** The values of a header, spelt in just this case. */
    public List<String> header(String name) {
      String start = name + ": ";
      return headers.stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .toList();
    }

    static Answer parse(String text) {
      int end = text.indexOf(LINE + LINE);
      List<String> head = List.of(text.substring(0, end).split(LINE));
      int status = Integer.parseInt(head.get(0).split(" ")[1]);
      return new Answer(status, head.subList(1, head.size()), text.substring(end + 4));
    }
  }

  /**
   * One request without a body, with the client's key and headers, on a connection of its own.
   *
   * @param target sent as it is
   * @param headers lines; a Host takes the place of the client's
   */
  public static Answer send(Api api, String method, String target, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1" + LINE);
    if (Stream.of(headers).noneMatch(line -> line.startsWith("Host:"))) {
      request.append("Host: ").append(URI.create(api.url()).getAuthority()).append(LINE);
    }
    if (api.key() != null) {
      request.append("Authorization: Bearer ").append(api.key()).append(LINE);
    }
    for (int i = 0; i < api.headers().size(); i += 2) {
      request.append(api.headers().get(i)).append(": ").append(api.headers().get(i + 1));
      request.append(LINE);
    }
    Stream.of(headers).forEach(line -> request.append(line).append(LINE));
    return Answer.parse(talk(api, request + "Connection: close" + LINE + LINE));
  }

  /** Sends a text and reads one response, until the service closes the connection. */
  public static Answer answer(Api api, String text) {
    return Answer.parse(talk(api, text));
  }

  /** Sends a text and returns all that comes back until the service closes the connection. */
  public static String talk(Api api, String text) {
    return talk(api, socket -> socket.getOutputStream().write(bytes(text)));
  }

  /** Sends a text like {@link #talk} and closes the sending side. */
  public static String talkAndClose(Api api, String text) {
    return talk(
        api,
        socket -> {
          socket.getOutputStream().write(bytes(text));
          socket.shutdownOutput();
        });
  }

  /** Sends a text like {@link #talk}, each byte in a packet of its own. */
  public static String talkSlowly(Api api, String text) {
    return talk(
        api,
        socket -> {
          socket.setTcpNoDelay(true);
          for (byte one : bytes(text)) {
            socket.getOutputStream().write(one);
          }
        });
  }

  /**
   * Sends a text, and then more of another one, piece by piece, until the service responds and
   * closes the connection.
   */
  public static String talkForEver(Api api, String text, String more) {
    URI url = URI.create(api.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PAUSE_MILLIS);
      socket.getOutputStream().write(bytes(text));
      for (int pauses = 0; pauses * PAUSE_MILLIS < TIMEOUT_MILLIS; pauses++) {
        try {
          int first = socket.getInputStream().read();
          return (char) first
              + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
          socket.getOutputStream().write(bytes(more));
        }
      }
      throw new IllegalStateException("no response");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a request. */
  private interface Sender {
    void send(Socket socket) throws IOException;
  }

  private static String talk(Api api, Sender sender) {
    URI url = URI.create(api.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      sender.send(socket);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
