package dev.pilaster.model;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The last answer of a pure function for each subject, so that a turn does not work out again what
 * no commit has changed. Questions are compared by value, which is quick between two of the same
 * slice: they hold the same objects. Any thread may ask.
 */
public final class Memo<K, Q, A> {
  private final Map<K, Asked<Q, A>> last = new ConcurrentHashMap<>();

  /**
   * The answer to this question, which is {@code answer}'s unless the last question was the same.
   */
  public A get(K subject, Q question, Supplier<A> answer) {
    var known = Optional.ofNullable(last.get(subject)).filter(k -> k.question.equals(question));
    var fresh = known.map(Asked::answer).orElseGet(answer);
    last.put(subject, new Asked<>(question, fresh));
    return fresh;
  }

  private record Asked<Q, A>(Q question, A answer) {}
}
