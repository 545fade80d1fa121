package dev.rebound.mirror;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import dev.rebound.ingest.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The bounce list of another service. Blocks the calling thread. */
public final class RemoteList {
  private static final String PATH = "/v3/suppression/bounces";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final RemoteClient client;

  /**
   * @param clock the time that a rate limit's reset is compared with
   */
  public RemoteList(RemoteService service, Classifier classifier, Clock clock) {
    this(
        new RemoteClient(
            service,
            classifier,
            new RequestPacing(clock, wait -> Thread.sleep(wait.toMillis())),
            TIMEOUT));
  }

  RemoteList(RemoteClient client) {
    this.client = client;
  }

  /** Returns a page of a time range, newest rows first. The service determines its length. */
  List<Row> page(TimeRange created, long offset) throws RemoteListException, InterruptedException {
    StringBuilder path = new StringBuilder(PATH + "?limit=" + PageSubscriber.MAX_ROWS);
    path.append("&offset=").append(offset);
    if (created.from() > 0) {
      path.append("&start_time=").append(created.from());
    }
    if (created.to() < BounceEvent.MAX_TIME) {
      path.append("&end_time=").append(created.to());
    }
    return client
        .get(path.toString())
        .orElseThrow(
            () ->
                new RemoteListException("there is no bounce list at this URL (404): check --from"));
  }

  /** Returns whether an address is on the list now. An unreadable row counts. */
  boolean contains(EmailAddress email) throws RemoteListException, InterruptedException {
    // In a path a blank is %20, and every server reads %2B as a plus (contract, 3.4).
    String encoded = URLEncoder.encode(email.text(), StandardCharsets.UTF_8).replace("+", "%20");
    return client.get(PATH + "/" + encoded).filter(rows -> !rows.isEmpty()).isPresent();
  }
}
