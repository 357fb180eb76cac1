package dev.pilaster.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.real.Ask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a table of requests: a path, what answers it, and more about that.
 *
 * @param answer a script's path, or the status that nginx gives without asking PHP
 * @param more a script's path info, or the place that a redirect leads to; else empty
 */
record Request(String path, String answer, String more) {
  /** A page of nginx's own. */
  private static final String NGINX = "(?s).*<center>nginx.*";

  /** The lines of a resource; an empty one and one that begins with # say nothing. */
  static List<Request> table(String resource) {
    try (var in = Request.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8).lines().flatMap(Request::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Request> of(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return Stream.empty();
    }
    var words = line.split(" +", 3);
    return Stream.of(new Request(words[0], words[1], words.length > 2 ? words[2] : ""));
  }

  @Override
  public String toString() {
    return (path + " -> " + answer + " " + more).strip();
  }

  /** Asks, and holds the answer to the line; {@code docroot} is that of the release. */
  void check(Bed bed, Ask ask, Path docroot) throws IOException {
    var before = bed.runs();
    var got = ask.get(path);
    if (answer.startsWith("/")) {
      ran(got, docroot);
    } else {
      assertThat(got.status()).isEqualTo(Integer.parseInt(answer));
      assertThat(got.header("Location")).isEqualTo(more.isEmpty() ? List.of() : List.of(more));
      assertThat(bed.runs()).as("scripts that ran").isEqualTo(before);
      assertThat(got.body()).matches(got.status() == 200 ? "source of .*\n" : NGINX);
    }
  }

  private void ran(Ask.Answer got, Path docroot) {
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.param("RAN")).isEqualTo(docroot + answer);
    assertThat(got.param("SCRIPT_FILENAME")).isEqualTo(docroot + answer);
    assertThat(got.param("SCRIPT_NAME")).isEqualTo(answer);
    assertThat(got.param("PATH_INFO")).isEqualTo(more);
    assertThat(got.param("REQUEST_URI")).isEqualTo(path);
    assertThat(got.param("QUERY_STRING")).isEqualTo(path.replaceFirst("^[^?]*\\??", ""));
  }
}
