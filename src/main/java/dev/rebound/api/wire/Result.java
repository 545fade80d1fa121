package dev.rebound.api.wire;

import java.util.function.Function;

/** What came of reading a request: a value, or what is wrong with it. */
public sealed interface Result<T> {

  /** The request makes sense. */
  record Valid<T>(T value) implements Result<T> {}

  /** It does not. */
  record Invalid<T>(Problem problem) implements Result<T> {}

  /** Reads on from the value. */
  default <U> Result<U> then(Function<T, Result<U>> next) {
    return fold(next, Invalid::new);
  }

  /** Goes on with the value, or with the problem. */
  default <R> R fold(Function<T, R> onValue, Function<Problem, R> onProblem) {
    return this instanceof Valid<T> valid
        ? onValue.apply(valid.value())
        : onProblem.apply(((Invalid<T>) this).problem());
  }
}
