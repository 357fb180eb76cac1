package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.HostException;
import dev.pilaster.real.Ask;
import dev.pilaster.real.RealNginx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vhosts come before a running nginx whole, or not at all. */
class NginxProgramIT {
  @TempDir Path dir;
  private RealNginx nginx;
  private Vhosts vhosts;
  private DefaultSite defaultSite;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(dir.resolve("nginx/other.d"));
    nginx = new RealNginx(dir.resolve("nginx"));
    vhosts = new Vhosts(nginx);
    defaultSite = new DefaultSite(dir.resolve("nginx/other.d/default.conf"), file -> "");
  }

  @AfterEach
  void stop() {
    nginx.close();
  }

  private NginxProgram program() {
    return program(Duration.ofSeconds(10));
  }

  private NginxProgram program(Duration within) {
    var reload = new ArrayList<>(List.of("sh", "-c", "echo >> \"$0\" && exec \"$@\""));
    reload.add(dir.resolve("reloads").toString());
    reload.addAll(nginx.reload());
    var program = new Program(nginx.check(), reload, nginx.address(), within);
    return new NginxProgram(nginx.directory, dir.resolve("work"), "root", program, defaultSite);
  }

  private int reloads() throws IOException {
    var log = dir.resolve("reloads");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private int ask(String host) {
    return new Ask(nginx.port, host).get("/").status();
  }

  private HostException refused(NginxProgram program, Fileset files) {
    return catchThrowableOfType(HostException.class, () -> program.install(files));
  }

  @Test
  void whatIsInstalledIsServed() throws IOException {
    var files = vhosts.of(Map.of("a.conf", "return 201;", "b.conf", "return 202;"));
    program().install(files);
    assertThat(ask("a.conf")).isEqualTo(201);
    assertThat(ask("b.conf")).isEqualTo(202);
    assertThat(program().served()).contains(files.digest());
  }

  @Test
  void theSameAgainNeedsNoReload() throws IOException {
    var files = vhosts.of(Map.of("a.conf", "return 201;"));
    program().install(files);
    program().install(files);
    assertThat(reloads()).isEqualTo(1);
  }

  @Test
  void filesThatWereWrittenAndNeverLoadedAreLoaded() throws IOException {
    var files = vhosts.of(Map.of("a.conf", "return 201;"));
    new Swap(nginx.directory, files.files(), "root").perform();
    program().install(files);
    assertThat(ask("a.conf")).isEqualTo(201);
  }

  @Test
  void aBadFileIsNamedAndNothingChanges() throws IOException {
    program().install(vhosts.of(Map.of("a.conf", "return 201;", "b.conf", "return 202;")));
    var before = OwnFiles.read(nginx.directory);
    var bad = vhosts.of(Map.of("a.conf", "retrun 201;", "b.conf", "return 203;"));
    var failure = refused(program(), bad);
    assertThat(failure.kind()).isEqualTo(HostException.Kind.INVALID);
    assertThat(failure.culprits()).containsOnlyKeys(vhosts.path("a.conf"));
    assertThat(failure.culprits().get(vhosts.path("a.conf")))
        .isEqualTo("unknown directive \"retrun\" in " + vhosts.path("a.conf") + ":5");
    assertThat(OwnFiles.read(nginx.directory)).isEqualTo(before);
    assertThat(reloads()).isEqualTo(1);
    assertThat(ask("b.conf")).isEqualTo(202);
    assertThat(dir.resolve("work")).doesNotExist();
  }

  @Test
  void withoutTheCulpritTheOthersGoOn() throws IOException {
    var failure =
        refused(
            program(), vhosts.of(Map.of("a.conf", "}", "b.conf", "return 202;", "c.conf", "x;")));
    assertThat(failure.culprits()).containsOnlyKeys(vhosts.path("a.conf"), vhosts.path("c.conf"));
    program().install(vhosts.of(Map.of("b.conf", "return 202;")));
    assertThat(ask("b.conf")).isEqualTo(202);
  }

  @Test
  void filesThatOnlyClashTogetherHaveACulprit() {
    var zone =
        "}\nlimit_req_zone $binary_remote_addr zone=one:%s rate=1r/s;\nserver {listen 127.0.0.1:%d;";
    var first = zone.formatted("1m", nginx.port);
    var second = zone.formatted("2m", nginx.port);
    var failure = refused(program(), vhosts.of(Map.of("a.conf", first, "b.conf", second)));
    assertThat(failure.culprits()).containsOnlyKeys(vhosts.path("b.conf"));
  }

  @Test
  void aReloadThatDoesNotTakeIsUndone() throws IOException {
    program().install(vhosts.of(Map.of("a.conf", "return 201;")));
    var before = OwnFiles.read(nginx.directory);
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var listen = "listen 127.0.0.1:%d; return 204;".formatted(taken.getLocalPort());
      var files = vhosts.of(Map.of("a.conf", "return 205;", "b.conf", listen));
      var failure = refused(program(Duration.ofMillis(600)), files);
      assertThat(failure.kind()).isEqualTo(HostException.Kind.TRANSIENT);
      assertThat(failure)
          .hasMessageContaining("does not show")
          .hasMessageContaining(files.digest());
    }
    assertThat(OwnFiles.read(nginx.directory)).isEqualTo(before);
    assertThat(ask("a.conf")).isEqualTo(201);
  }

  @Test
  void anNginxThatDoesNotRunChangesNothing() throws IOException {
    nginx.close();
    var failure = refused(program(), vhosts.of(Map.of("a.conf", "return 201;")));
    assertThat(failure.kind()).isEqualTo(HostException.Kind.TRANSIENT);
    assertThat(nginx.directory).isEmptyDirectory();
  }

  @Test
  void otherPeoplesMistakesAreNotOurs() throws IOException {
    Files.writeString(dir.resolve("nginx/other.d/theirs.conf"), "nonsense;");
    var failure = refused(program(), vhosts.of(Map.of("a.conf", "return 201;")));
    assertThat(failure.kind()).isEqualTo(HostException.Kind.TRANSIENT);
    assertThat(failure)
        .hasMessageContaining("without any file of ours")
        .hasMessageContaining("nonsense");
    assertThat(failure.culprits()).isEmpty();
    assertThat(nginx.directory).isEmptyDirectory();
  }

  @Test
  void aNameThatSomebodyElseHasIsAnErrorWithBothPlaces() throws IOException {
    theirs("server_name # a.conf;\n    elsewhere.example\n    a.conf;");
    var files = vhosts.of(Map.of("a.conf", "return 201;", "b.conf", "return 202;"));
    var failure = refused(program(), files);
    assertThat(failure.kind()).isEqualTo(HostException.Kind.INVALID);
    assertThat(failure.culprits())
        .containsExactly(
            Map.entry(
                vhosts.path("a.conf"),
                "a.conf on %s: server_name in %s:4, and in %s:2"
                    .formatted(
                        nginx.address(),
                        vhosts.path("a.conf"),
                        dir.resolve("nginx/other.d/theirs.conf"))));
    assertThat(nginx.directory).isEmptyDirectory();
    program().install(vhosts.of(Map.of("b.conf", "return 202;")));
    assertThat(ask("a.conf")).isEqualTo(299);
    assertThat(ask("b.conf")).isEqualTo(202);
  }

  @Test
  void aNameThatSomebodyTakesLaterHoldsNobodyElseBack() throws IOException {
    program().install(vhosts.of(Map.of("a.conf", "return 201;")));
    theirs("server_name a.conf;");
    program().install(vhosts.of(Map.of("a.conf", "return 201;", "b.conf", "return 202;")));
    assertThat(ask("b.conf")).isEqualTo(202);
  }

  @Test
  void theNameOfNobodyMayBeTwice() throws IOException {
    theirs("server_name _;");
    program().install(vhosts.of(Map.of("a.conf", "server_name _;\nreturn 201;")));
    assertThat(ask("a.conf")).isEqualTo(201);
  }

  private void theirs(String names) throws IOException {
    var server = "server {\n    listen %s; %s\n    return 299;\n}\n";
    Files.writeString(
        dir.resolve("nginx/other.d/theirs.conf"), server.formatted(nginx.address(), names));
  }

  @Test
  void whatIsUnwantedAndOursGoesAndTheRestStays() throws IOException {
    program().install(vhosts.of(Map.of("a.conf", "return 201;", "b.conf", "return 202;")));
    var theirs = nginx.directory.resolve("theirs.conf");
    Files.writeString(theirs, "# by hand\n");
    var leftover = nginx.directory.resolve(".pilaster-c.conf");
    Files.writeString(leftover, "half a fi");
    program().install(vhosts.of(Map.of("a.conf", "return 201;")));
    assertThat(nginx.directory.resolve("b.conf")).doesNotExist();
    assertThat(theirs).hasContent("# by hand\n");
    assertThat(leftover).doesNotExist();
    assertThat(ask("b.conf")).isEqualTo(404);
  }

  @Test
  void aFileEditedByHandIsReplaced() throws IOException {
    var files = vhosts.of(Map.of("a.conf", "return 201;"));
    program().install(files);
    Files.writeString(nginx.directory.resolve("a.conf"), "# mine now\n");
    program().install(files);
    assertThat(nginx.directory.resolve("a.conf"))
        .hasContent(files.files().get(vhosts.path("a.conf")).text());
  }

  @Test
  void aLogsDirectoryIsMade() throws IOException {
    var log = dir.resolve("log/acme/access.log");
    program().install(vhosts.of(Map.of("a.conf", "access_log " + log + ";\nreturn 201;")));
    assertThat(ask("a.conf")).isEqualTo(201);
    assertThat(log).exists();
  }

  @Test
  void theDistributionsDefaultSiteGivesWay() throws IOException {
    theirDefault();
    defaultSite = new DefaultSite(defaultSite.link(), file -> md5(file));
    program().install(vhosts.of(Map.of("a.conf", takesDefault(201))));
    assertThat(defaultSite.link()).doesNotExist();
    assertThat(ask("nobody")).isEqualTo(201);
  }

  @Test
  void theDistributionsDefaultSiteIsBackWhenTheReloadDoesNotTake() throws IOException {
    theirDefault();
    defaultSite = new DefaultSite(defaultSite.link(), file -> md5(file));
    nginx.close();
    refused(program(), vhosts.of(Map.of("a.conf", takesDefault(201))));
    assertThat(defaultSite.link()).isSymbolicLink().exists();
  }

  @Test
  void aDefaultSiteThatSomebodyEditedStays() throws IOException {
    theirDefault();
    var failure = refused(program(), vhosts.of(Map.of("a.conf", takesDefault(201))));
    assertThat(failure.culprits()).containsOnlyKeys(vhosts.path("a.conf"));
    assertThat(failure).hasMessageContaining("duplicate default server");
    assertThat(defaultSite.link()).exists();
  }

  @Test
  void dpkgKnowsTheDefaultSite() {
    assertThat(DefaultSite.packaged("/etc/nginx/sites-available/default")).hasSize(32);
    assertThat(DefaultSite.packaged("/etc/nginx/sites-available/mine")).isEmpty();
  }

  private String takesDefault(int status) {
    return "listen 127.0.0.1:%d default_server; return %d;".formatted(nginx.port, status);
  }

  private void theirDefault() throws IOException {
    var available = dir.resolve("nginx/default");
    Files.writeString(available, "server { %s }".formatted(takesDefault(299)));
    Files.createSymbolicLink(defaultSite.link(), available);
  }

  private static String md5(String file) {
    return Command.must(Duration.ofSeconds(5), List.of("md5sum", file)).output().substring(0, 32);
  }
}
