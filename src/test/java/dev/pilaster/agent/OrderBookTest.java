package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Slice;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.Fixtures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class OrderBookTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Subject PHP82 = Subject.container(new Name("php82"));
  private static final Subject DOCS = Subject.release(new Name("docs"));
  private static final String OTHER = "registry.example.com/php:8.1";

  @TempDir private Path dir;
  private final AtomicInteger changes = new AtomicInteger();
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(dir.resolve("pilaster.db"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private OrderBook at(Instant time) {
    var clock = Clock.fixed(time, ZoneOffset.UTC);
    return new OrderBook(
        store,
        clock,
        Policy.open(),
        (source, digits) -> List.of(source.ref() + digits),
        new StandIn(store, ".", Fixtures::slice, clock),
        changes::incrementAndGet);
  }

  private static Slice slice(String policy, String server) {
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("pilaster.yaml", policy);
    files.put("servers/web1.yaml", server);
    return Fixtures.slice(files);
  }

  private static void learn(OrderBook book, Slice slice) {
    book.tidy(slice, slice.desired().orElseThrow());
  }

  @Test
  void whatIsWrittenIsThereInAnotherProcessAndCallsForATurn() {
    at(NOW).pin(PHP82, OTHER, "it leaks", "ada", Optional.empty());
    at(NOW).hold(DOCS, "a look", "bob", Optional.empty());
    at(NOW).approve("1a2b3c4d", PHP82, "eve");
    var orders = at(NOW).orders();
    assertThat(orders.pin(PHP82).orElseThrow().by()).isEqualTo("ada");
    assertThat(orders.held().get("release/docs").by()).isEqualTo("bob");
    assertThat(orders.approved().get("1a2b3c4d").by()).isEqualTo("eve");
    assertThat(changes).hasValue(3);
  }

  @Test
  void whatHasEndedDoesNotCountAndIsForgotten() {
    var end = Optional.of(NOW.plusSeconds(60));
    at(NOW).pin(PHP82, OTHER, "it leaks", "ada", end);
    at(NOW).hold(DOCS, "a look", "ada", end);
    at(NOW).approve("1a2b3c4d", PHP82, "ada");
    var later = at(NOW.plus(Duration.ofDays(2)));
    assertThat(later.orders().pins()).isEmpty();
    assertThat(later.orders().held()).isEmpty();
    learn(later, slice("", Fixtures.SERVER));
    assertThat(at(NOW).orders().pins()).isEmpty();
    assertThat(at(NOW).orders().held()).isEmpty();
    assertThat(at(NOW).orders().approved()).isEmpty();
  }

  @Test
  void aPinEndsWhenGitAsksForTheSame() {
    var book = at(NOW);
    book.pin(PHP82, OTHER, "it leaks", "ada", Optional.empty());
    learn(book, slice("", Fixtures.SERVER));
    assertThat(book.orders().pins()).hasSize(1);
    learn(book, slice("", Fixtures.SERVER.replace("php:8.2", "php:8.1")));
    assertThat(book.orders().pins()).isEmpty();
  }

  @Test
  void aNameStandsForAServiceOrASite() {
    var book = at(NOW);
    assertThat(book.pinnable("php82")).isEmpty();
    learn(book, slice("", Fixtures.SERVER));
    assertThat(book.pinnable("php82")).containsExactly(PHP82);
    assertThat(book.pinnable("docs")).containsExactly(DOCS);
    assertThat(book.pinnable("php28")).isEmpty();
    assertThat(book.pinnable("No Name")).isEmpty();
  }

  @Test
  void theCommitsOfASiteAreThoseOfItsRepository() {
    var book = at(NOW);
    assertThat(book.commits(DOCS, "0123456")).isEmpty();
    learn(book, slice("", Fixtures.SERVER));
    assertThat(book.commits(DOCS, "0123456")).containsExactly("main0123456");
    assertThat(book.commits(PHP82, "0123456")).isEmpty();
  }

  @Test
  void thePillarsPolicyHoldsForPinsAsWell() {
    var book = at(NOW);
    learn(book, slice("policy: { registries: [registry.example.com/php] }", Fixtures.SERVER));
    assertThat(book.forbids(OTHER)).isEmpty();
    assertThat(book.forbids("elsewhere.example.com/php:1"))
        .contains("policy.registries of pilaster.yaml does not name elsewhere.example.com/php");
    assertThatThrownBy(() -> book.forbids("two words"))
        .hasMessageContaining("\"two words\" is not an image");
  }

  @Test
  void underAPolicyThatCannotBeReadNothingIsPinned() {
    var book = at(NOW);
    var right = slice("", Fixtures.SERVER);
    book.tidy(slice("policy: { registrys: [] }", Fixtures.SERVER), right.desired().orElseThrow());
    assertThat(book.forbids(OTHER).orElseThrow())
        .startsWith("the policy cannot be read: pilaster.yaml:1: policy.registrys");
  }
}
