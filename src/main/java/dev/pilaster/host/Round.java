package dev.pilaster.host;

import dev.pilaster.model.Check;
import dev.pilaster.model.Evidence;
import dev.pilaster.model.Name;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks many sites at a time; as long as it takes twice the slowest timeout, no longer. */
final class Round {
  private static final int AT_A_TIME = 16;

  private final Question question;
  private final SortedMap<Name, Integer> statuses = new TreeMap<>();
  private final StringBuilder bad = new StringBuilder();

  Round(Question question) {
    this.question = question;
  }

  /** The status that a site answers. */
  interface Question {
    int ask(Check.SiteCheck site) throws IOException;
  }

  /** Good when every site answered and none worse than it may. */
  Evidence ask(List<Check.SiteCheck> sites) {
    if (sites.isEmpty()) {
      return Evidence.DONE;
    }
    var answers = all(sites);
    for (int i = 0; i < answers.size(); i++) {
      note(sites.get(i), answers.get(i));
    }
    var message = bad.isEmpty() ? answers.size() + " sites answered" : bad.toString();
    return new Evidence(bad.isEmpty(), message, statuses);
  }

  private List<Future<Integer>> all(List<Check.SiteCheck> sites) {
    var millis = 2 * sites.stream().mapToLong(s -> s.timeout().toMillis()).max().orElse(0);
    var pool = Executors.newFixedThreadPool(Math.min(AT_A_TIME, sites.size()), new Daemon("ask"));
    try {
      var calls = sites.stream().<Callable<Integer>>map(s -> () -> question.ask(s)).toList();
      return pool.invokeAll(calls, millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking sites", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private void note(Check.SiteCheck site, Future<Integer> answer) {
    try {
      var status = answer.get();
      statuses.put(site.site(), status);
      if (!site.good(status)) {
        complain(site, said(site, status));
      }
    } catch (ExecutionException e) {
      statuses.put(site.site(), 0);
      complain(site, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (CancellationException e) {
      statuses.put(site.site(), 0);
      complain(site, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking sites", e);
    }
  }

  private static String said(Check.SiteCheck site, int status) {
    return site.wanted()
        .contains()
        .filter(text -> status == Check.SiteCheck.LACKING)
        .map(text -> "answered without \"" + text + "\"")
        .orElse("answered " + status);
  }

  private void complain(Check.SiteCheck site, String what) {
    bad.append(bad.isEmpty() ? "" : "; ")
        .append("%s: GET %s%s: %s".formatted(site.site(), site.host(), site.path(), what));
  }
}
