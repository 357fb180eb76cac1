package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import dev.pilaster.real.RealDnsmasq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and settings before a running dnsmasq. */
class DnsmasqProgramIT {
  private static final String ZONE = "ctr.internal";

  @TempDir Path dir;
  private RealDnsmasq dnsmasq;

  @BeforeEach
  void start() throws IOException {
    dnsmasq = new RealDnsmasq(dir);
  }

  @AfterEach
  void stop() throws IOException {
    dnsmasq.close();
  }

  private DnsmasqProgram program(List<String> restart) {
    var program = new Program(dnsmasq.check(), restart, dnsmasq.address(), Duration.ofSeconds(2));
    return new DnsmasqProgram(dnsmasq.directory, dnsmasq.hosts, dir.resolve("work"), program);
  }

  private DnsmasqProgram program() {
    return program(dnsmasq.restart());
  }

  private Fileset config(String digest, String more) {
    var text =
        Fileset.MARK
            + "\nno-hosts\nno-resolv\nhostsdir=%s\nlocal=/%s/\ndomain-needed\n%s\ntxt-record=pilaster-digest.%s,%s\n"
                .formatted(dnsmasq.hosts, ZONE, more, ZONE, digest);
    var path = dnsmasq.directory.resolve("pilaster.conf").toString();
    var files = new TreeMap<>(Map.of(path, new Fileset.Text(text, 0644)));
    return new Fileset(Fileset.Kind.DNSMASQ, files, digest);
  }

  private Fileset names(Map<String, String> addresses) {
    var files = new TreeMap<String, Fileset.Text>();
    addresses.forEach(
        (name, address) ->
            files.put(
                dnsmasq.hosts.resolve(name).toString(),
                new Fileset.Text(
                    "%s\n%s %s.%s %s\n".formatted(Fileset.MARK, address, name, ZONE, name), 0644)));
    return new Fileset(Fileset.Kind.NAMES, files, "");
  }

  private List<String> ask(String name) throws IOException {
    return Dns.ask(dnsmasq.address(), name, Dns.ADDRESS);
  }

  @Test
  void theRunningOneShowsItsDigest() throws IOException {
    program().install(config("one", ""));
    assertThat(program().served()).contains("one");
    program().install(config("two", ""));
    assertThat(program().served()).contains("two");
  }

  @Test
  void theSameAgainNeedsNoRestart() throws IOException {
    program().install(config("one", ""));
    program(List.of("false")).install(config("one", ""));
    assertThat(program().served()).contains("one");
  }

  @Test
  void aBadSettingIsRefusedAndNothingChanges() throws IOException {
    program().install(config("one", ""));
    var bad = config("two", "no-such-thing");
    var failure = catchThrowableOfType(HostException.class, () -> program().install(bad));
    assertThat(failure.kind()).isEqualTo(HostException.Kind.INVALID);
    assertThat(failure).hasMessageContaining("pilaster.conf");
    assertThat(program().served()).contains("one");
  }

  @Test
  void aRestartThatDoesNotTakeIsUndone() throws IOException {
    program().install(config("one", ""));
    var failure =
        catchThrowableOfType(
            HostException.class, () -> program(List.of("true")).install(config("two", "")));
    assertThat(failure.kind()).isEqualTo(HostException.Kind.TRANSIENT);
    assertThat(program().served()).contains("one");
    assertThat(Files.readString(dnsmasq.directory.resolve("pilaster.conf"))).contains(",one\n");
  }

  @Test
  void aNameHasItsOneAddressAndFollowsIt() throws IOException {
    program().install(config("one", ""));
    var noRestart = program(List.of("false"));
    noRestart.names(names(Map.of("php82", "172.30.0.10", "db", "172.30.0.12")));
    assertThat(ask("php82.ctr.internal")).containsExactly("172.30.0.10");
    assertThat(ask("php82")).containsExactly("172.30.0.10");
    noRestart.names(names(Map.of("php82", "172.30.0.11", "db", "172.30.0.12")));
    assertThat(ask("php82.ctr.internal")).containsExactly("172.30.0.11");
    assertThat(ask("db")).containsExactly("172.30.0.12");
  }

  @Test
  void aThousandUpdatesLeaveNoGhost() throws IOException {
    program().install(config("one", ""));
    var noRestart = program(List.of("false"));
    for (var i = 0; i < 1000; i++) {
      var address = "172.30.%d.%d".formatted(i / 250, 2 + i % 250);
      noRestart.names(names(i % 10 == 9 ? Map.of() : Map.of("php82", address)));
    }
    noRestart.names(names(Map.of("php82", "172.30.9.9")));
    assertThat(ask("php82")).containsExactly("172.30.9.9");
    assertThat(ask("php82.ctr.internal")).containsExactly("172.30.9.9");
    noRestart.names(names(Map.of()));
    assertThat(ask("php82")).isEmpty();
  }

  @Test
  void aNameThatIsGoneAnswersNothing() throws IOException {
    program().install(config("one", ""));
    var noRestart = program(List.of("false"));
    noRestart.names(names(Map.of("php82", "172.30.0.10")));
    noRestart.names(names(Map.of()));
    assertThat(ask("php82.ctr.internal")).isEmpty();
    assertThat(ask("php82")).isEmpty();
    assertThat(dnsmasq.hosts).isEmptyDirectory();
  }

  @Test
  void aDnsmasqThatDoesNotLookIsRestarted() throws IOException {
    var elsewhere = config("one", "").files().entrySet().iterator().next();
    program().install(config("one", ""));
    Files.writeString(
        Path.of(elsewhere.getKey()),
        elsewhere.getValue().text().replace("hostsdir=", "#hostsdir="));
    Command.must(Duration.ofSeconds(10), dnsmasq.restart());
    Files.writeString(Path.of(elsewhere.getKey()), elsewhere.getValue().text());
    program().names(names(Map.of("php82", "172.30.0.10")));
    assertThat(ask("php82")).containsExactly("172.30.0.10");
  }

  @Test
  void namesThatNobodyAnswersAreAFailure() {
    var stuck = program(List.of("true"));
    assertThatThrownBy(() -> stuck.names(names(Map.of("php82", "172.30.0.10"))))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void whatACrashLeftIsNeverRead() throws IOException {
    program().install(config("one", ""));
    var leftover = dnsmasq.hosts.resolve(".pilaster-php82");
    Files.writeString(leftover, "172.30.0.99 php82.ctr.internal php82\n");
    program(List.of("false")).names(names(Map.of("php82", "172.30.0.10")));
    assertThat(ask("php82")).containsExactly("172.30.0.10");
    assertThat(leftover).doesNotExist();
  }
}
