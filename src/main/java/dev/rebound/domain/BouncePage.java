package dev.rebound.domain;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the list.
 *
 * @param total rows that match, on all pages; empty when they were not counted, as they are many or
 *     the page was not asked for by offset
 */
public record BouncePage(List<Bounce> bounces, OptionalLong total) {
  public BouncePage {
    bounces = List.copyOf(bounces);
  }
}
