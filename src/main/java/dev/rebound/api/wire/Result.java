package dev.rebound.api.wire;

import java.util.function.Function;

/** The result of reading a request: a value, or the problem with the request. */
public sealed interface Result<T> {

  record Valid<T>(T value) implements Result<T> {}

  record Invalid<T>(Problem problem) implements Result<T> {}

  /** Reads on from the value, if there is one. */
  default <U> Result<U> then(Function<T, Result<U>> next) {
    return fold(next, Invalid::new);
  }

  /** Applies one function to the value, or the other to the problem. */
  default <R> R fold(Function<T, R> onValue, Function<Problem, R> onProblem) {
    return this instanceof Valid<T> valid
        ? onValue.apply(valid.value())
        : onProblem.apply(((Invalid<T>) this).problem());
  }
}
