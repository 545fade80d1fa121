package dev.rebound.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Passes requests on to a service and withholds the responses: it closes the connection when the
 * first byte of a response arrives, so that a request is done but its client does not know.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param target the port of the service
   */
  CuttingProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // The proxy closes.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket service = new Socket(InetAddress.getLoopbackAddress(), target)) {
      threads.execute(() -> pass(client, service));
      // The first byte of the response, or the end of the connection.
      int first = service.getInputStream().read();
      if (first < 0) {
        return;
      }
    } catch (IOException e) {
      // The client gets no response either way.
    }
  }

  private static void pass(Socket client, Socket service) {
    try {
      InputStream from = client.getInputStream();
      OutputStream to = service.getOutputStream();
      from.transferTo(to);
    } catch (IOException e) {
      // One of the two has closed.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
