package dev.rebound.mirror;

import dev.rebound.bus.Operations;
import dev.rebound.classify.Classifier;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestClock;
import dev.rebound.support.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A list there and a list here, both of a whole service, and a mirror between them. */
final class Lists implements AutoCloseable {
  static final Duration DAY = Duration.ofHours(24);

  private final TestService service;
  final Api there;
  final Api here;
  final LocalList own;
  final SourceProxy proxy;
  final TestClock clock = new TestClock();
  final List<Duration> waits = new ArrayList<>();

  Lists() {
    this(TestService.shared());
  }

  Lists(TestService service) {
    this.service = service;
    there = service.account();
    proxy = SourceProxy.before(there);
    String account = service.createAccount(Account.ROOT, null);
    here = service.api(service.createKey(account, Scope.ALL));
    own = new LocalList(service.bus(), service.ask(Operations.FIND_ACCOUNT, account).get().id());
  }

  Mirror mirror() {
    return mirror(false);
  }

  Mirror mirror(boolean deletes) {
    return new Mirror(otherList(Duration.ofSeconds(30)), clock, DAY, deletes);
  }

  /** Waiting takes no time but moves the mirror's clock. */
  RemoteList otherList(Duration timeout) {
    return otherList(there.key(), Optional.empty(), timeout);
  }

  RemoteList otherList(String key, Optional<String> onBehalfOf, Duration timeout) {
    RequestPacing.Sleeper sleeper =
        wait -> {
          waits.add(wait);
          clock.advance(wait);
        };
    RemoteService other = RemoteService.of(proxy.url(), key, onBehalfOf, false);
    return new RemoteList(other, Classifier.standard(), new RequestPacing(clock, sleeper), timeout);
  }

  /** A full pass of a mirror that knows nothing, and its report. */
  String pull() throws RemoteListException, InterruptedException {
    return line(mirror(false));
  }

  String pullAndDelete() throws RemoteListException, InterruptedException {
    return line(mirror(true));
  }

  String line(Mirror mirror) throws RemoteListException, InterruptedException {
    return mirror.pull(own).line();
  }

  /** All pages of a list. */
  static List<String> pages(Api api) {
    List<String> pages = new ArrayList<>();
    do {
      pages.add(api.get(Api.BOUNCES + "?offset=" + pages.size() * 500).body());
    } while (!pages.get(pages.size() - 1).equals("[]"));
    return pages;
  }

  /** The events of an address, as their sources. */
  static List<String> sources(Api api, String email) {
    return Pattern.compile("\"source\":\"(\\w+)\"")
        .matcher(api.get("/rebound/v1/bounces/" + email + "/history").body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Rows of one second. */
  static BounceRow[] rows(long created, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i -> BounceRow.at(created, i + "@x.org").because("550 no such user " + i, "5.1.1"))
        .toArray(BounceRow[]::new);
  }

  @Override
  public void close() {
    proxy.close();
  }
}
