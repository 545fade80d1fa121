package dev.rebound.support;

import dev.rebound.Settings;
import dev.rebound.bus.Bus;
import dev.rebound.cli.Service;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** The service in the process of the tests. */
record ServiceInProcess(Service service, String scheme) implements RunningService {

  static ServiceInProcess start(Map<String, String> settings, TestClock clock) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new ServiceInProcess(
        Service.start(Settings.of(settings), clock, nowhere, Optional.of(SnsSender.GATEWAY)),
        settings.containsKey("REBOUND_HTTP_TLS_KEY") ? "https" : "http");
  }

  @Override
  public String url() {
    return scheme + "://127.0.0.1:" + service.port();
  }

  @Override
  public String adminUrl() {
    return "http://127.0.0.1:" + service.adminPort();
  }

  @Override
  public Bus bus() {
    return service.bus();
  }

  @Override
  public void close() {
    service.close();
  }
}
