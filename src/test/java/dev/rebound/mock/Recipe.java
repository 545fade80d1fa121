package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The code of {@code docs/mock.md}, as its readers copy it. */
final class Recipe {
  private static final Path PAGE = Path.of("docs", "mock.md");

  /** What the page leaves out, as it is about the rest. */
  private static final String IMPORTS =
      """
      import static java.nio.charset.StandardCharsets.UTF_8;
      import static org.junit.jupiter.api.Assertions.*;
      import com.sendgrid.*;
      import com.sendgrid.helpers.mail.Mail;
      import com.sendgrid.helpers.mail.objects.*;
      import com.sun.net.httpserver.HttpServer;
      import java.io.IOException;
      import java.net.InetSocketAddress;
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.net.http.HttpRequest;
      import java.net.http.HttpRequest.BodyPublishers;
      import java.net.http.HttpResponse.BodyHandlers;
      import java.util.Map;
      import java.util.concurrent.*;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.extension.*;
      import org.testcontainers.containers.GenericContainer;
      import org.testcontainers.containers.Network;
      import org.testcontainers.containers.wait.strategy.Wait;
      import org.testcontainers.postgresql.PostgreSQLContainer;

      """;

  private Recipe() {}

  /** Returns the code blocks of a language below a heading, up to the next heading. */
  static List<String> blocks(String heading, String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    List<String> section =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals("## " + heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .toList();
    StringBuilder block = null;
    for (String line : section) {
      if (line.equals("```" + language)) {
        block = new StringBuilder();
      } else if (line.equals("```") && block != null) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  /** Compiles classes, by their file names, and runs the tests of the last one. */
  static void runJava(Path folder, List<String> names, List<String> sources) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.toString(), "-cp", classPath()));
    for (int i = 0; i < names.size(); i++) {
      Path file = folder.resolve(names.get(i) + ".java");
      Files.writeString(file, IMPORTS + sources.get(i));
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {url(folder)}, Recipe.class.getClassLoader())) {
      run(Class.forName(names.get(names.size() - 1), false, loader));
    }
  }

  private static void run(Class<?> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            listener);
    StringWriter failures = new StringWriter();
    listener.getSummary().printFailuresTo(new PrintWriter(failures));
    assertEquals(0, listener.getSummary().getTotalFailureCount(), failures::toString);
    assertTrue(listener.getSummary().getTestsSucceededCount() > 0);
  }

  // Surefire's own class path is a jar that names the others.
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static URL url(Path folder) throws MalformedURLException {
    return folder.toUri().toURL();
  }
}
