package dev.rebound.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, as its users run it. */
public final class ServiceProcess implements AutoCloseable {
  /** In the settings, with any value: by the launcher, on the JDK and with the options it takes. */
  public static final String LAUNCHER = "REBOUND_TEST_LAUNCHER";

  /** In the settings: the {@code cgroup.procs} of the cgroup that the process joins. */
  public static final String CGROUP = "REBOUND_TEST_CGROUP";

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path JAR = Path.of("target", "rebound.jar");

  /** JVM options for a process of a few seconds, which ends before C2 pays. */
  private static final List<String> SHORT_JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final List<String> DEFAULT_JVM = List.of();

  private static final String LISTENS = "Rebound listens on ";
  private static final String CONTROLS = "Mock: controls on ";
  private static final String CONSOLE = "Console: ";
  private static final String FIRST_KEY = "API key, shown this once: ";

  private final Process process;
  private final String url;
  private final Optional<String> adminUrl;
  private final Optional<String> consoleUrl;
  private final Optional<String> firstKey;

  private ServiceProcess(
      Process process,
      String url,
      Optional<String> adminUrl,
      Optional<String> consoleUrl,
      Optional<String> firstKey) {
    this.process = process;
    this.url = url;
    this.adminUrl = adminUrl;
    this.consoleUrl = consoleUrl;
    this.firstKey = firstKey;
  }

  /** Returns settings of a service with its own database, whose heap is soon full. */
  public static Map<String, String> withHeap(int mebibytes, Path dataDir) {
    return Map.of(
        "REBOUND_DATABASE_URL",
        TestDatabase.migrated(),
        "REBOUND_DATA_DIR",
        dataDir.toString(),
        "JAVA_TOOL_OPTIONS",
        "-Xmx" + mebibytes + "m -XX:+ExitOnOutOfMemoryError");
  }

  /**
   * Starts the service for a load or a measurement, with the JVM's default options, and waits until
   * it listens.
   *
   * @param settings named as in the environment; the ports default to free ones
   */
  public static ServiceProcess start(Map<String, String> settings) {
    return start(DEFAULT_JVM, settings);
  }

  /**
   * Starts the service for a few requests and waits until it listens. The start takes half the
   * processor time of {@link #start(Map)}.
   *
   * @param settings named as in the environment; the ports default to free ones
   */
  public static ServiceProcess startShort(Map<String, String> settings) {
    return start(SHORT_JVM, settings);
  }

  private static ServiceProcess start(List<String> jvmOptions, Map<String, String> settings) {
    Process process = launch(jvmOptions, settings, List.of("serve"));
    Optional<String> firstKey = Optional.empty();
    Optional<String> adminUrl = Optional.empty();
    Optional<String> consoleUrl = Optional.empty();
    try {
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(FIRST_KEY)) {
          firstKey = Optional.of(line.substring(FIRST_KEY.length()));
        } else if (line.startsWith(CONTROLS)) {
          adminUrl = Optional.of(line.substring(CONTROLS.length()));
        } else if (line.startsWith(CONSOLE)) {
          consoleUrl = Optional.of(line.substring(CONSOLE.length()));
        } else if (line.startsWith(LISTENS)) {
          String url = line.substring(LISTENS.length());
          return new ServiceProcess(process, url, adminUrl, consoleUrl, firstKey);
        }
      }
      throw new IllegalStateException(
          "the service ended before it listened; exit code " + process.waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a command printed, and how it ended. */
  public record Outcome(int exitCode, String output, String errors) {}

  /** Runs a command to its end. */
  public static Outcome run(Map<String, String> settings, String... arguments) {
    return run(settings, Duration.ofMinutes(2), arguments);
  }

  /** Runs a command that takes long to its end. */
  public static Outcome run(Map<String, String> settings, Duration atMost, String... arguments) {
    try {
      Path errors = Files.createTempFile("rebound-errors", ".txt");
      Process process =
          builder(SHORT_JVM, settings, List.of(arguments)).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + String.join(" ", arguments));
      }
      Outcome outcome = new Outcome(process.exitValue(), output, Files.readString(errors));
      Files.delete(errors);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command and returns at once. The command writes its errors to those of the test. */
  public static Process begin(Map<String, String> settings, String... arguments) {
    return launch(SHORT_JVM, settings, List.of(arguments));
  }

  private static Process launch(
      List<String> jvmOptions, Map<String, String> settings, List<String> arguments) {
    try {
      return builder(jvmOptions, settings, arguments)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder builder(
      List<String> jvmOptions, Map<String, String> settings, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (settings.containsKey(CGROUP)) {
      // The shell joins before it becomes the service: all memory of the service is charged.
      command.addAll(List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", settings.get(CGROUP)));
    }
    if (settings.containsKey(LAUNCHER)) {
      command.add("./rebound");
    } else {
      command.add(JAVA.toString());
      command.addAll(jvmOptions);
      command.addAll(List.of("-jar", JAR.toString()));
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    setEnvironment(builder.environment(), settings);
    return builder;
  }

  /** Replaces Rebound's variables by these settings, with free ports as the default. */
  static void setEnvironment(Map<String, String> environment, Map<String, String> settings) {
    environment.keySet().removeIf(name -> name.startsWith("REBOUND_"));
    environment.putAll(Map.of("REBOUND_HTTP_PORT", "0", "REBOUND_ADMIN_PORT", "0"));
    // Text is easier to read where a test fails.
    environment.put("REBOUND_LOG_FORMAT", "text");
    environment.putAll(settings);
  }

  /** Returns a port of the loopback that is free now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client with the first key, which only the first start on a data folder prints. */
  public Api api() {
    return api(firstKey.orElseThrow());
  }

  public Api api(String key) {
    return new Api(url, key);
  }

  /** The controls of a service in mock mode. */
  public Api controls() {
    return new Api(adminUrl.orElseThrow(), null);
  }

  public Optional<String> firstKey() {
    return firstKey;
  }

  /** Where the API listens, without a path. */
  public String url() {
    return url;
  }

  /** Where the controls are taken, without a path; only in mock mode. */
  public String adminUrl() {
    return adminUrl.orElseThrow();
  }

  /** Returns the URL of the console, as it is printed at the start. */
  public String consoleUrl() {
    return consoleUrl.orElseThrow();
  }

  /** What the process held at most so far; Linux only. */
  public long peakResidentKib() {
    return peakResidentKib(process.pid());
  }

  /** Returns the most memory that a process held so far; Linux only. */
  public static long peakResidentKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the id of the process. */
  public long pid() {
    return process.pid();
  }

  /** As a power cut would end it, but for the machine. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** As its operator stops it. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
