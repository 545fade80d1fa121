package dev.rebound.api.wire;

import java.util.function.Function;

/** What came of reading a request: a value, or what is wrong with it. */
public sealed interface Read<T> {

  /** The request makes sense. */
  record Valid<T>(T value) implements Read<T> {}

  /** It does not. */
  record Invalid<T>(Problem problem) implements Read<T> {}

  /** Reads on from the value. */
  default <U> Read<U> then(Function<T, Read<U>> next) {
    return fold(next, Invalid::new);
  }

  /** Goes on with the value, or with the problem. */
  default <R> R fold(Function<T, R> onValue, Function<Problem, R> onProblem) {
    return this instanceof Valid<T> valid
        ? onValue.apply(valid.value())
        : onProblem.apply(((Invalid<T>) this).problem());
  }
}
