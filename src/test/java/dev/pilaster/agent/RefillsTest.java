package dev.pilaster.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Fillings.Filling;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Memory;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import dev.pilaster.model.Subject;
import dev.pilaster.sim.Fixtures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports that people ask for, from the question to the end of the order. */
@Tag("outer")
class RefillsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Name ACME = new Name("acme");
  private static final Subject DATABASE = Subject.database(ACME, "default");

  @TempDir private Path dir;
  private Store store;
  private OrderBook book;

  @BeforeEach
  void open() {
    store = Store.open(dir.resolve("pilaster.db"));
    book = at(NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private OrderBook at(Instant time) {
    var clock = Clock.fixed(time, ZoneOffset.UTC);
    var orders =
        new OrderBook(
            store,
            clock,
            Policy.open(),
            (s, digits) -> List.of(),
            new StandIn(store, ".", Fixtures::slice, clock),
            () -> {});
    var files = new TreeMap<>(Fixtures.SITES);
    files.put("servers/web1.yaml", Fixtures.SERVER);
    var slice = Fixtures.slice(files);
    orders.tidy(slice, slice.desired().orElseThrow());
    return orders;
  }

  /** Of a schema that has this, and whose import is under way or not. */
  private Refills refills(String has, boolean underWay) {
    var filling = new Filling(DATABASE, "/a.sql", "schema acme on mariadb", has, underWay);
    return new Refills(book, List.of((site, here) -> List.of(filling)));
  }

  private boolean isAsked() {
    return book.orders().again(DATABASE).isPresent();
  }

  @Test
  void whatIsAskedForIsInTheBookOfTheNextProcessToo() {
    refills("", false).ask(ACME, false, "ada");
    assertThat(at(NOW).orders().again(DATABASE).orElseThrow().by()).isEqualTo("ada");
  }

  @Test
  void whatIsUnderWayIsNotAskedForAgain() {
    assertThatThrownBy(() -> refills("", true).ask(ACME, true, "ada"))
        .hasMessage("an import of database/acme.default is under way");
    refills("", false).ask(ACME, true, "ada");
    assertThatThrownBy(() -> refills("", false).ask(ACME, true, "bob"))
        .hasMessageEndingWith("is under way, asked for by ada at " + NOW);
  }

  @Test
  void whatIsThereGoesOnlyWhenSomebodySaysSo() {
    assertThatThrownBy(() -> refills("2 tables", false).ask(ACME, false, "ada"))
        .matches(e -> ((HostException) e).kind() == HostException.Kind.INVALID)
        .hasMessage(
            "schema acme on mariadb is not empty, it has 2 tables: only with `replace` it goes");
    assertThat(isAsked()).isFalse();
    refills("2 tables", false).ask(ACME, true, "ada");
    assertThat(isAsked()).isTrue();
  }

  @Test
  void anOrderEndsWhenItIsDone() {
    refills("", false).ask(ACME, false, "ada");
    book.spend(List.of(), imported(NOW.minusSeconds(1)));
    assertThat(isAsked()).as("that was an earlier one").isTrue();
    book.spend(List.of(), imported(NOW.plusSeconds(1)));
    assertThat(isAsked()).isFalse();
  }

  private static Memory imported(Instant at) {
    return Memory.empty().with(d -> imported(d, at));
  }

  private static Memory.Draft imported(Memory.Draft draft, Instant at) {
    draft.imports.put(DATABASE.toString(), at.toString());
    return draft;
  }

  @Test
  void anOrderEndsWhenItIsRefused() {
    refills("", false).ask(ACME, false, "ada");
    book.spend(List.of(), refused(NOW.plusSeconds(1)));
    assertThat(isAsked()).isFalse();
  }

  private static Memory refused(Instant at) {
    return Memory.empty()
        .with(
            draft -> {
              draft.refuse(DATABASE.toString(), "f", "syntax", at);
              return draft;
            });
  }

  @Test
  void anOrderIsForADay() {
    refills("", false).ask(ACME, false, "ada");
    assertThat(at(NOW.plus(Duration.ofHours(23))).orders().again()).isNotEmpty();
    assertThat(at(NOW.plus(Duration.ofHours(25))).orders().again()).isEmpty();
  }

  @Test
  void aSiteOfSomewhereElseHasNothing() {
    assertThat(refills("", false).look(new Name("elsewhere"))).isEmpty();
    assertThatThrownBy(() -> new Refills(book, List.of()).look(ACME))
        .hasMessageContaining("names nothing to import for acme");
  }

  @Test
  void aPurgeForgetsWhatWasImportedAndMade() {
    var known = imported(NOW).with(RefillsTest::applied);
    var after = known.with(RefillsTest::purged);
    assertThat(after.imports()).isEmpty();
    assertThat(after.applied()).isEmpty();
  }

  private static Memory.Draft applied(Memory.Draft draft) {
    draft.applied.put(DATABASE.toString(), "digest");
    return draft;
  }

  private static Memory.Draft purged(Memory.Draft draft) {
    draft.forgetData(ACME);
    return draft;
  }
}
