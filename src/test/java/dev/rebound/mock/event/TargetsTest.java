package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private static final URI URL = URI.create("https://hook.example/x");

  private int lookups;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.254",
        "192.168.1.1",
        "::1",
        "fc00::1",
        "fdff::1",
        "::ffff:127.0.0.1"
      })
  void loopbackAndPrivateAddressesAreTargets(String address) throws UnknownHostException {
    Target target = targets(false, address).find(URL);
    assertEquals(new InetSocketAddress(InetAddress.getByName(address), 443), target.address());
    assertEquals(URL, target.url());
    assertEquals(1, lookups);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "0.0.0.0",
        "::",
        "9.255.255.255",
        "11.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "fe80::1",
        "ff02::1",
        "2001:db8::1",
        "64:ff9b::7f00:1",
        "::ffff:8.8.8.8"
      })
  void othersAreTargetsOnlyWhereAnyIs(String address) throws UnknownHostException {
    assertThrows(IllegalArgumentException.class, () -> targets(false, address).find(URL));
    assertEquals(
        InetAddress.getByName(address), targets(true, address).find(URL).address().getAddress());
  }

  @Test
  void aHostIsNoTargetWhenOneOfItsAddressesIsNone() {
    assertThrows(
        IllegalArgumentException.class, () -> targets(false, "127.0.0.1", "8.8.8.8").find(URL));
    assertThrows(
        IllegalArgumentException.class, () -> targets(false, "8.8.8.8", "127.0.0.1").find(URL));
  }

  @Test
  void aHostThatNobodyKnowsIsNoTarget() {
    Targets targets =
        new Targets(
            true,
            host -> {
              throw new UnknownHostException(host);
            });
    assertThrows(IllegalArgumentException.class, () -> targets.find(URL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:81/", "http://[::1]:81/", "http://localhost:81/"})
  void literalsAndTheLocalHostNeedNoNameServer(String url) {
    assertEquals(81, new Targets(false).find(URI.create(url)).address().getPort());
  }

  private Targets targets(boolean isAnyAllowed, String... addresses) {
    return new Targets(
        isAnyAllowed,
        host -> {
          assertEquals(URL.getHost(), host);
          lookups++;
          List<InetAddress> found = new ArrayList<>();
          for (String address : addresses) {
            found.add(InetAddress.getByName(address));
          }
          return found.toArray(InetAddress[]::new);
        });
  }
}
