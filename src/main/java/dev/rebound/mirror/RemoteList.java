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

/** The list to mirror. */
public final class RemoteList {
  private static final String PATH = "/v3/suppression/bounces";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Requests requests;

  /**
   * @param clock what a rate limit's reset is compared with
   */
  public RemoteList(RemoteService service, Classifier classifier, Clock clock, Pause pause) {
    this(new Requests(service, classifier, new RequestPacing(clock, pause), TIMEOUT));
  }

  RemoteList(Requests requests) {
    this.requests = requests;
  }

  /** A page of the rows of a time, newest first; as long as the other service makes it. */
  List<Row> page(TimeRange created, long offset) throws RemoteListException, InterruptedException {
    StringBuilder path = new StringBuilder(PATH + "?limit=" + PageBody.MAX_ROWS);
    path.append("&offset=").append(offset);
    if (created.from() > 0) {
      path.append("&start_time=").append(created.from());
    }
    if (created.to() < BounceEvent.MAX_TIME) {
      path.append("&end_time=").append(created.to());
    }
    return requests
        .get(path.toString())
        .orElseThrow(
            () ->
                new RemoteListException("there is no bounce list at this URL (404): check --from"));
  }

  /** Whether an address is on it now. What cannot be read as a row counts as one. */
  boolean holds(EmailAddress email) throws RemoteListException, InterruptedException {
    // In a path a blank is %20, and %2B a plus to everyone (contract, 3.4).
    String encoded = URLEncoder.encode(email.text(), StandardCharsets.UTF_8).replace("+", "%20");
    return requests.get(PATH + "/" + encoded).map(rows -> !rows.isEmpty()).orElse(false);
  }
}
