package dev.rebound.bounce;

import java.util.List;

/**
 * A page of the list.
 *
 * @param total rows that match, on all pages
 */
public record BouncePage(List<Bounce> bounces, long total) {
  public BouncePage {
    bounces = List.copyOf(bounces);
  }
}
