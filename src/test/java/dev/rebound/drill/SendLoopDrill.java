package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The suite of the whole loop, 20 times in a row beside load on all cores. */
@Timeout(300)
class SendLoopDrill {
  private static final String SUITE = "dev.rebound.mock.SendLoopTest";
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @RepeatedTest(20)
  void theLoopPassesBesideLoad() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    List<Thread> load = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      load.add(new Thread(() -> spin(isOver), "load-" + i));
    }
    load.forEach(Thread::start);
    try {
      runSuite();
    } finally {
      isOver.set(true);
      for (Thread thread : load) {
        thread.join();
      }
    }
  }

  private static void spin(AtomicBoolean isOver) {
    while (!isOver.get()) {
      Thread.onSpinWait();
    }
  }

  private static void runSuite() {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(SUITE)).build();
    LauncherFactory.create().execute(request, listener);
    StringWriter failures = new StringWriter();
    listener.getSummary().printFailuresTo(new PrintWriter(failures));
    assertEquals(0, listener.getSummary().getTotalFailureCount(), failures::toString);
    assertTrue(listener.getSummary().getTestsSucceededCount() >= 7);
  }
}
