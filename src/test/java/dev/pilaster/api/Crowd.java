package dev.pilaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** So many who wait that there is no place for one more. */
final class Crowd {
  private static final int SYNCS = 6;
  private static final int LISTENERS = 16;

  private Crowd() {}

  /** While others wait for a sync. */
  static Ask.Answer syncing(ApiUnderTest api, Supplier<Ask.Answer> oneMore) {
    var inside = new CountDownLatch(SYNCS);
    var end = new CountDownLatch(1);
    api.control.sync =
        (request, wait) -> {
          inside.countDown();
          await(end);
          return Samples.finished();
        };
    var threads = Executors.newFixedThreadPool(SYNCS);
    try {
      for (var i = 0; i < SYNCS; i++) {
        threads.execute(() -> api.post("/api/v1/sync", "{\"wait\": 60}"));
      }
      await(inside);
      return oneMore.get();
    } finally {
      end.countDown();
      leave(threads);
    }
  }

  private static void leave(ExecutorService threads) {
    threads.shutdown();
    try {
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** While others listen to events. */
  static Ask.Answer listening(ApiUnderTest api, Function<ApiUnderTest, Ask.Answer> oneMore) {
    var streams = new ArrayList<BufferedReader>();
    try {
      for (var i = 0; i < LISTENERS; i++) {
        streams.add(stream(api, ""));
        assert streams.get(i).readLine() != null;
      }
      return oneMore.apply(api);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ask.Answer oneMoreListener(ApiUnderTest api) {
    return api.get("/api/v1/events");
  }

  /** An open stream of events. */
  static BufferedReader stream(ApiUnderTest api, String lastId) throws IOException {
    var url = URI.create("http://127.0.0.1:" + api.port() + "/api/v1/events").toURL();
    var request = (HttpURLConnection) url.openConnection();
    request.setRequestProperty("Authorization", "Bearer " + ApiUnderTest.READ);
    if (!lastId.isEmpty()) {
      request.setRequestProperty("Last-Event-ID", lastId);
    }
    return new BufferedReader(
        new InputStreamReader(request.getInputStream(), StandardCharsets.UTF_8));
  }
}
