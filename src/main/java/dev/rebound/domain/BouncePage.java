package dev.rebound.domain;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the list.
 *
 * @param total the number of matching rows on all pages; empty when they are too many to count or
 *     the page does not start at an offset
 */
public record BouncePage(List<Bounce> bounces, OptionalLong total) {
  public BouncePage {
    bounces = List.copyOf(bounces);
  }
}
