package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import dev.pilaster.real.RealMail;
import dev.pilaster.real.SmartHost;
import dev.pilaster.render.Msmtp;
import dev.pilaster.render.PostfixConfig;
import dev.pilaster.sim.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings before a running Postfix, and mail through it to a smart host. */
class PostfixProgramIT {
  private static final String PASSWORD = SmartHost.PASSWORD;
  private static final String PHP = "php -n -d \"$1\" -r \"$2\" 2>&1 || true";
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path dir;
  private static RealMail mail;

  @BeforeAll
  static void start() throws IOException {
    mail = new RealMail(dir);
  }

  @AfterAll
  static void stop() {
    mail.close();
  }

  @BeforeEach
  void nothingSent() throws IOException {
    mail.forget();
  }

  private PostfixProgram program(List<String> reload, List<String> restart) {
    var address = RealMail.GATEWAY + ":25";
    var check = mail.reading(Program.postfix().check());
    var program = new Program(check, reload, address, Duration.ofSeconds(5));
    var work = dir.resolve("work");
    return new PostfixProgram(mail.directory(), work, dir.resolve("orig"), program, restart);
  }

  private PostfixProgram program() {
    return program(
        mail.onHost("postfix", "reload"),
        mail.onHost("sh", "-c", "postfix stop; exec postfix start"));
  }

  /** As the planner has it, in the directory of the test. */
  private Fileset config(String password, String tls) {
    var network = new Server.Network("pilaster", RealMail.SUBNET);
    var account = Optional.of(Secret.of(password));
    var relay = new Server.Mail(RealMail.SMART, Optional.of("web1"), account, tls, false);
    var silent = new TreeMap<>(Map.of(RealMail.SILENT, "stage"));
    var wanted = new PostfixConfig(network, relay, silent).fileset();
    var files = new TreeMap<String, Fileset.Text>();
    wanted
        .files()
        .forEach(
            (path, text) ->
                files.put(mail.directory().resolve(Path.of(path).getFileName()).toString(), text));
    return new Fileset(Fileset.Kind.MAIL, files, wanted.digest());
  }

  /** Two sites of one container: one may send. */
  private Path msmtprc() throws IOException {
    var slice =
        Fixtures.slice(
            Map.of(
                "servers/web1.yaml",
                """
                schema: 1
                network: { subnet: %s }
                mail: { relayhost: mail.example.com }
                containers: { php82: { role: php-fpm, image: "r.example.com/php:8.2" } }
                sites:
                  acme: { container: php82, mail: { from: it's@acme.example.com } }
                  stage: { container: php82, mail: { mode: discard } }
                """
                    .formatted(RealMail.SUBNET),
                "sites/acme.yaml",
                Fixtures.site("php", "acme"),
                "sites/stage.yaml",
                Fixtures.site("php", "stage")));
    var desired = slice.desired().orElseThrow();
    var sites = List.copyOf(desired.sites().values());
    var text = new Msmtp(desired.server().network(), dir + "/sites", sites).text();
    return Files.writeString(dir.resolve("msmtprc"), text);
  }

  /** What PHP's mail says, sent by a script of this directory. */
  private String mail(String place, String subject) throws IOException {
    var at = Files.createDirectories(dir.resolve(place));
    var code = "echo mail('to@far.example', '" + subject + "', 'Hello') ? 'sent' : 'not sent';";
    var sender = "sendmail_path=msmtp -C " + msmtprc() + " -t -i";
    return RealMail.run(List.of("env", "-C", at.toString(), "sh", "-c", PHP, "sh", sender, code));
  }

  @Test
  void phpSendsAsTheSiteWhoseScriptRuns() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    assertThat(mail("sites/stage/releases/1", "from the stage")).contains("sent");
    assertThat(mail("elsewhere", "from nowhere")).contains("not sent");
    assertThat(mail("sites/acme/releases/1/web", "from the shop")).isEqualTo("sent");
    assertThat(arrived("Subject: from the shop")).isTrue();
    assertThat(delivered()).hasSize(1).allMatch(m -> m.contains("it's@acme.example.com"));
  }

  private Smtp from(String address) throws IOException {
    return new Smtp(address, RealMail.GATEWAY);
  }

  private boolean arrived(String text) {
    return Poll.until(SOON, () -> delivered().stream().anyMatch(m -> m.contains(text)));
  }

  private List<String> delivered() {
    try {
      return mail.smart.delivered();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void mailOfAContainerReachesTheSmartHostWithPasswordAndTls() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    try (var smtp = from(RealMail.INSIDE)) {
      assertThat(smtp.send("acme.example.com", "shop@acme.example.com", "to@far.example"))
          .startsWith("250");
    }
    assertThat(arrived("From: shop@acme.example.com")).isTrue();
  }

  @Test
  void nobodyElseIsRelayedForAnybody() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    for (var recipient :
        List.of("to@far.example", "root", "root@localhost", "to%far.example@web1", "@a,@b:c@d.e")) {
      try (var smtp = from(RealMail.OUTSIDE)) {
        assertThat(smtp.recipient("x", "a@b.example", recipient)).as(recipient).startsWith("5");
      }
    }
    assertThat(delivered()).isEmpty();
  }

  @Test
  void itListensOnLoopbackAndTheBridgeAlone() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    assertThat(RealMail.run(mail.onHost("ss", "-Hltn", "sport = :25")))
        .contains("127.0.0.1:25")
        .contains(RealMail.GATEWAY + ":25")
        .doesNotContain("0.0.0.0:25")
        .doesNotContain("*:25")
        .doesNotContain("[::");
  }

  @Test
  void whatADiscardingSiteSendsIsTakenAndThrownAway() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    try (var smtp = from(RealMail.INSIDE);
        var silent = from(RealMail.SILENT);
        var other = from(RealMail.INSIDE)) {
      assertThat(smtp.send("discard.pilaster.invalid", "one@a.example", "to@far.example"))
          .startsWith("250");
      assertThat(silent.send("x.example", "two@a.example", "to@far.example")).startsWith("250");
      assertThat(other.send("x.example", "three@a.example", "to@far.example")).startsWith("250");
    }
    assertThat(arrived("three@a.example")).isTrue();
    assertThat(delivered()).hasSize(1);
    assertThat(new MailQueue(mail.queue()).count().values()).allMatch(n -> n == 0);
  }

  @Test
  void aProgramOutsideOfEverySiteIsAskedToComeAgain() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    try (var smtp = from(RealMail.INSIDE)) {
      assertThat(smtp.recipient("unknown.pilaster.invalid", "a@b.example", "to@far.example"))
          .startsWith("450");
    }
  }

  @Test
  void mailWaitsWhileTheSmartHostIsAway() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    mail.smart.stop();
    try (var smtp = from(RealMail.INSIDE)) {
      assertThat(smtp.send("x.example", "patient@a.example", "to@far.example")).startsWith("250");
    }
    var queue = new MailQueue(mail.queue());
    assertThat(Poll.until(SOON, () -> queue.count().getOrDefault("deferred", 0L) == 1)).isTrue();
    RealMail.run(mail.onHost("sh", "-c", "postfix stop; exec postfix start"));
    mail.smart.start();
    RealMail.run(mail.onHost("postqueue", "-f"));
    assertThat(arrived("patient@a.example")).isTrue();
    assertThat(Poll.until(SOON, () -> queue.count().getOrDefault("deferred", 1L) == 0)).isTrue();
  }

  @Test
  void withoutACertificateThatIsTrustedAVerifyingHostGivesNothingAway() throws IOException {
    program().install(config(PASSWORD, "verify"));
    try (var smtp = from(RealMail.INSIDE)) {
      assertThat(smtp.send("x.example", "careful@a.example", "to@far.example")).startsWith("250");
    }
    var queue = new MailQueue(mail.queue());
    assertThat(Poll.until(SOON, () -> queue.count().getOrDefault("deferred", 0L) == 1)).isTrue();
    assertThat(delivered()).isEmpty();
  }

  @Test
  void theSameAgainNeedsNoReload() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    var never = List.of("false");
    program(never, never).install(config(PASSWORD, "encrypt"));
    assertThat(program().served()).contains(config(PASSWORD, "encrypt").digest());
  }

  @Test
  void aNewPasswordIsLoadedWithoutARestart() throws IOException {
    program().install(config("wrong", "encrypt"));
    program(mail.onHost("postfix", "reload"), List.of("false"))
        .install(config(PASSWORD, "encrypt"));
    try (var smtp = from(RealMail.INSIDE)) {
      assertThat(smtp.send("x.example", "new@a.example", "to@far.example")).startsWith("250");
    }
    assertThat(arrived("new@a.example")).isTrue();
  }

  @Test
  void thePasswordIsInOneFileOfRootsAlone() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    var file = mail.directory().resolve("pilaster-sasl");
    assertThat(OwnFiles.mode(file)).isEqualTo(0600);
    assertThat(RealMail.run(mail.onHost("grep", "-rl", PASSWORD, "/etc/postfix")).strip())
        .isEqualTo("/etc/postfix/pilaster-sasl");
  }

  @Test
  void settingsThatPostfixRefusesChangeNothing() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    var bad = new TreeMap<>(config("other", "encrypt").files());
    bad.replaceAll((path, text) -> new Fileset.Text(text.text() + "no such thing\n", text.mode()));
    var fileset = new Fileset(Fileset.Kind.MAIL, bad, "0");
    var failure = catchThrowableOfType(HostException.class, () -> program().install(fileset));
    assertThat(failure.kind()).isEqualTo(HostException.Kind.INVALID);
    assertThat(program().served()).contains(config(PASSWORD, "encrypt").digest());
  }

  @Test
  void aReloadThatDoesNotTakeIsUndone() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    var lazy = program(List.of("true"), List.of("true"));
    var failure =
        catchThrowableOfType(HostException.class, () -> lazy.install(config("other", "encrypt")));
    assertThat(failure.kind()).isEqualTo(HostException.Kind.TRANSIENT);
    assertThat(Files.readString(mail.directory().resolve("pilaster-sasl"))).contains(PASSWORD);
  }

  @Test
  void whatWasThereBeforeComesBack() throws IOException {
    var main = mail.directory().resolve("main.cf");
    var before = Files.readString(Path.of("/usr/share/postfix/main.cf.debian"));
    Files.writeString(main, before);
    program().install(config(PASSWORD, "encrypt"));
    assertThat(Files.readString(main)).isNotEqualTo(before);
    program(List.of("true"), List.of("true")).install(PostfixConfig.none());
    assertThat(Files.readString(main)).isEqualTo(before);
    assertThat(mail.directory().resolve("pilaster-sasl")).doesNotExist();
  }

  @Test
  void aPostfixThatDoesNotRunIsStarted() throws IOException {
    program().install(config(PASSWORD, "encrypt"));
    RealMail.run(mail.onHost("postfix", "stop"));
    assertThat(program().served()).contains("-");
    program().install(config(PASSWORD, "encrypt"));
    assertThat(program().served()).contains(config(PASSWORD, "encrypt").digest());
  }
}
