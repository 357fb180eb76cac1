package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.host.Conversation.Feed;
import dev.pilaster.host.Sql.Program;
import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import dev.pilaster.model.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login and a query on a real MariaDB. */
class SqlIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  @TempDir Path dir;
  private MariaBed maria;

  @BeforeEach
  void open() {
    maria = new MariaBed(dir);
  }

  @AfterEach
  void close() throws IOException {
    maria.close();
  }

  private String serves(Optional<Secret> password) {
    var evidence = maria.sql.serves(MariaBed.CONTAINER, password);
    return evidence.good() + ": " + evidence.message();
  }

  @Test
  void onlyTheRightPasswordIsGood() {
    maria.start(MariaBed.PASSWORD);
    assertThat(serves(MariaBed.PASSWORD)).isEqualTo("true: SELECT 1 answered 1");
    assertThat(serves(Optional.of(Secret.of("wrong"))))
        .startsWith("false: exit code 1: ")
        .contains("Access denied for user 'root'@'localhost' (using password: YES)");
    assertThat(serves(Optional.empty())).contains("Access denied", "(using password: NO)");
  }

  @Test
  void rootNeedsNoPasswordWhereTheImageWasGivenNone() {
    maria.start(Optional.empty());
    assertThat(serves(Optional.empty())).startsWith("true");
  }

  @Test
  void aServerThatIsBeingSetUpDoesNotServe() {
    var draft = maria.draft();
    draft.tmpfs.put("/var/lib/mysql", "");
    draft.command = List.of("mariadbd", "--skip-networking");
    maria.bed.engine.create(draft.spec());
    maria.bed.engine.start(MariaBed.CONTAINER);
    var found = Poll.until(SOON, () -> serves(Optional.empty()).endsWith("being set up"));
    assertThat(found).isTrue();
    assertThat(serves(Optional.empty())).startsWith("false");
  }

  @Test
  void oneThatIsGoneIsEvidence() {
    assertThat(serves(MariaBed.PASSWORD)).startsWith("false: No such container");
  }

  @Test
  void oneThatHangsIsEvidenceInTime() {
    maria.start(MariaBed.PASSWORD);
    signal("-STOP");
    var before = System.nanoTime();
    assertThat(serves(MariaBed.PASSWORD)).isEqualTo("false: no end within 3000 ms");
    assertThat(System.nanoTime() - before).isLessThan(SOON.toNanos());
    signal("-CONT");
  }

  /** To the server, from the host: the first process of a container minds none from inside. */
  private void signal(String which) {
    var path = "/containers/" + maria.bed.prefix + MariaBed.CONTAINER + "/json";
    var pid = maria.bed.api.json(Call.get("inspect", path)).path("State").path("Pid").asText();
    Command.must(SOON, List.of("kill", which, pid));
  }

  @Test
  void thePasswordIsInNoArgumentAndNothingThatTheEngineShows() {
    maria.start(MariaBed.PASSWORD);
    var client =
        Program.client(MariaBed.CONTAINER, MariaBed.PASSWORD, List.of("-e", "DO SLEEP(2)"));
    var query =
        CompletableFuture.supplyAsync(
            () -> maria.sql.run(client, Feed.NOTHING, OutputStream.nullOutputStream(), SOON));
    assertThat(Poll.until(SOON, () -> arguments().contains("SLEEP"))).isTrue();
    assertThat(arguments()).doesNotContain("it's $5");
    var path = "/containers/" + maria.bed.prefix + MariaBed.CONTAINER + "/json";
    var id = maria.bed.api.json(Call.get("inspect", path)).path("ExecIDs").path(0).asText();
    var shown = maria.bed.api.json(Call.get("inspect", "/exec/" + id + "/json")).toString();
    assertThat(shown).contains("SLEEP").doesNotContain("it's $5");
    assertThat(query.join().good()).isTrue();
  }

  /** Of every process inside. */
  private String arguments() {
    return maria.bed.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").text();
  }

  @Test
  void aPasswordWithALineBreakIsRefused() {
    var password = Optional.of(Secret.of("a\nb"));
    assertThatThrownBy(() -> maria.sql.serves(MariaBed.CONTAINER, password))
        .hasMessage("root's password has a line break")
        .matches(e -> ((HostException) e).kind() == Kind.INVALID);
  }

  @Test
  void whatAStatementAnswersOrSays() {
    maria.start(MariaBed.PASSWORD);
    var text = "a'b\\c\"ü";
    var statement = "SELECT CHAR_LENGTH(%s), 2".formatted(Sql.literal(text));
    assertThat(maria.sql.ask(MariaBed.CONTAINER, MariaBed.PASSWORD, statement)).isEqualTo("7\t2");
    assertThatThrownBy(() -> maria.sql.ask(MariaBed.CONTAINER, MariaBed.PASSWORD, "SELEKT"))
        .hasMessageContaining("You have an error in your SQL syntax");
  }
}
