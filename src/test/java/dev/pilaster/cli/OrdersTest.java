package dev.pilaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.api.ApiUnderTest;
import dev.pilaster.api.Golden;
import dev.pilaster.api.Json;
import dev.pilaster.api.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins, approvals, and resources that are suspended by themselves. */
@Tag("outer")
class OrdersTest {
  private static final String IMAGE = "registry.example.com/php:8.1";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private ApiUnderTest api;
  private Terminal terminal;

  @BeforeEach
  void start() {
    api = new ApiUnderTest();
    terminal = Terminal.of(api);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String out(String... words) {
    var result = terminal.type(words);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  @Test
  void aServiceIsPinnedForATime() {
    assertThat(out("pin", "php82", "--image", IMAGE, "--for", "24h", "--reason", "it leaks"))
        .isEqualTo(
            "container/php82 is pinned to %s until 2026-11-23T12:00:00Z: it leaks\n"
                .formatted(IMAGE));
    var pin = api.control.orders().orders().pins().get("container/php82");
    assertThat(pin.until()).isEqualTo(Optional.of(Samples.NOW.plusSeconds(86_400)));
  }

  @Test
  void aSiteIsPinnedToACommit() {
    assertThat(out("pin", "docs", "--release", COMMIT, "--reason", "x"))
        .isEqualTo("release/docs is pinned to " + COMMIT + ": x\n");
  }

  @Test
  void aPinIsEitherOfAnImageOrOfACommit() {
    var both = terminal.type("pin", "docs", "--image", "a", "--release", "b", "--reason", "x");
    assertThat(both.code()).isEqualTo(2);
    assertThat(terminal.type("pin", "docs", "--release", "main", "--reason", "x").code())
        .isEqualTo(2);
    assertThat(api.control.orders().orders().pins()).isEmpty();
  }

  @Test
  void unpinsByNameOrKindAndName() {
    out("pin", "php82", "--image", IMAGE, "--reason", "x");
    assertThat(out("unpin", "php82")).isEqualTo("container/php82 is not pinned any more.\n");
    out("pin", "php82", "--image", IMAGE, "--reason", "x");
    out("unpin", "container/php82");
    var again = terminal.type("unpin", "php82");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).isEqualTo("php82 is not pinned\n");
    assertThat(terminal.type("unpin", "../status").code()).isEqualTo(2);
  }

  @Test
  void approveAloneListsWhatWaits() {
    assertThat(out("approve")).isEqualTo("Nothing waits for approval.\n");
    api.control.plan = Samples.waiting();
    Golden.check("cli/out-approve.txt", out("approve"));
  }

  @Test
  void approveWithAnIdAgrees() {
    api.control.plan = Samples.waiting();
    assertThat(out("approve", "1a2b3c4d"))
        .isEqualTo("fileset/nginx may change: 1a2b3c4d is approved.\n");
    assertThat(api.control.orders().orders().approved()).containsKey("1a2b3c4d");
    assertThat(terminal.type("approve", "1a2b3c4d").code()).isEqualTo(1);
    assertThat(terminal.type("approve", "../pins").code()).isEqualTo(2);
  }

  @Test
  void oneResourceIsSuspendedAndResumed() {
    assertThat(out("suspend", "container/php82", "--reason", "a debugger", "--for", "2h"))
        .isEqualTo("container/php82 is suspended until 2026-11-22T14:00:00Z: a debugger\n");
    assertThat(api.control.orders().orders().held()).containsKey("container/php82");
    assertThat(out("resume", "container/php82"))
        .isEqualTo("container/php82 is not suspended any more.\n");
    assertThat(api.control.orders().orders().held()).isEmpty();
    assertThat(terminal.type("suspend", "php82", "--reason", "x").code()).isEqualTo(2);
    assertThat(terminal.type("suspend", "container/php28", "--reason", "x").code()).isEqualTo(1);
  }

  @Test
  void statusShowsThemInLinesThatFit() {
    out("pin", "docs", "--release", COMMIT, "--reason", "the new one shows errors", "--for", "2d");
    out("pin", "php82", "--image", IMAGE, "--reason", "it leaks ".repeat(20).strip());
    out("suspend", "fileset/nginx", "--reason", "a debugger");
    api.control.plan = Samples.waiting();
    var status = out("status");
    assertThat(status.lines()).allMatch(l -> l.codePointCount(0, l.length()) <= Console.NARROW);
    Golden.check("cli/out-orders.txt", status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pin php82 --image registry.example.com/php:8.1 --reason x",
        "approve",
        "approve 1a2b3c4d",
        "unpin php82",
        "suspend container/php82 --reason x",
        "suspend --reason x",
        "resume container/php82",
        "resume",
        "quarantine clear container/php82",
        "purge gone",
        "purge gone --yes",
        "import acme",
        "sync",
        "sync --dry-run"
      })
  void everythingIsThereAsJson(String command) throws Exception {
    api.control.plan = Samples.waiting();
    if (command.startsWith("unpin")) {
      out("pin", "php82", "--image", "registry.example.com/php:8.1", "--reason", "x");
    } else if (command.startsWith("resume c")) {
      out("suspend", "container/php82", "--reason", "x");
    }
    var text = out((command + " --output json").split(" "));
    assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8)).isObject()).isTrue();
  }
}
