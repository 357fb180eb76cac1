package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.host.Finding.Level;
import dev.pilaster.host.ServiceFindings.PostfixState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every check of the doctor, in its good and in its bad state. */
@Tag("outer")
class FindingsTest {
  private static final Path OURS = Path.of("/etc/nginx/pilaster.d");

  @TempDir Path dir;

  private static Finding engine(String check, String api, String driver, String cgroup)
      throws IOException {
    var info = "{\"Driver\": \"%s\", \"CgroupVersion\": \"%s\"}".formatted(driver, cgroup);
    return EngineFindings.of(json("{\"ApiVersion\": \"%s\"}".formatted(api)), json(info)).stream()
        .filter(f -> f.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) throws IOException {
    return Api.JSON.readTree(text);
  }

  private static void advises(Finding finding, Level level, String... words) {
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.says()).contains(words);
    assertThat(finding.advice().isEmpty()).isEqualTo(level == Level.GOOD);
  }

  @Test
  void anEngineThatIsAwayIsBad() {
    advises(EngineFindings.away("unix:///x", "no such file"), Level.BAD, "unix:///x", "no such");
  }

  @ParameterizedTest
  @CsvSource({"1.41, GOOD", "1.52, GOOD", "1.40, BAD", "1.9, BAD", "'', BAD"})
  void theApiVersionHasToBeKnownAndNewEnough(String version, Level level) throws IOException {
    advises(engine("api version", version, "overlay2", "2"), level, version);
  }

  @ParameterizedTest
  @CsvSource({
    "overlay2, GOOD",
    "overlayfs, GOOD",
    "btrfs, GOOD",
    "aufs, BAD",
    "devicemapper, BAD",
    "overlay, BAD",
    "vfs, WARN"
  })
  void aStorageDriverThatIsGoneUpstreamIsNamed(String driver, Level level) throws IOException {
    advises(engine("storage driver", "1.41", driver, "2"), level, driver);
  }

  @ParameterizedTest
  @CsvSource({"2, GOOD", "1, WARN"})
  void theOldCgroupIsNamed(String version, Level level) throws IOException {
    advises(engine("cgroup", "1.41", "overlay2", version), level, "version " + version);
  }

  @Test
  void limitsThatTheKernelDoesNotKeepAreNamed() throws IOException {
    var info = json("{\"Warnings\": [\"WARNING: No swap limit support\", \"WARNING: other\"]}");
    var findings = EngineFindings.of(json("{}"), info);
    advises(findings.get(findings.size() - 1), Level.WARN, "No swap limit support");
    advises(EngineFindings.of(json("{}"), json("{}")).get(4), Level.GOOD, "limited");
  }

  @Test
  void membersOfDockersGroupAreRoot() {
    advises(HostFindings.members("root:x:0:\ndocker:x:999:ann,bob\n"), Level.WARN, "ann, bob");
    advises(HostFindings.members("docker:x:999:\n"), Level.GOOD, "nobody");
    advises(HostFindings.members("root:x:0:\n"), Level.GOOD, "nobody");
  }

  @Test
  void withoutLogrotateLogsGrow() throws IOException {
    var program = dir.resolve("logrotate");
    advises(HostFindings.rotation(program), Level.WARN, "grow");
    Files.setAttribute(Files.createFile(program), "unix:mode", 0755);
    advises(HostFindings.rotation(program), Level.GOOD, "fourteen days");
  }

  @Test
  void aKeyThatOthersCanReadIsBad() throws IOException {
    var key = Files.writeString(dir.resolve("age.key"), "x");
    Files.setAttribute(key, "unix:mode", 0600);
    advises(HostFindings.secrets(List.of(key, dir.resolve("none"))), Level.GOOD, "root");
    Files.setAttribute(key, "unix:mode", 0640);
    advises(HostFindings.secrets(List.of(key)), Level.BAD, key.toString());
  }

  @Test
  void aDirectoryIsPassableAndNobodyElsesToWrite() throws IOException {
    Files.setAttribute(dir, "unix:mode", 0711);
    advises(HostFindings.directories(List.of(dir)), Level.GOOD, "right");
    Files.setAttribute(dir, "unix:mode", 0777);
    advises(HostFindings.directories(List.of(dir)), Level.BAD, "everybody");
    Files.setAttribute(dir, "unix:mode", 0700);
    advises(HostFindings.directories(List.of(dir)), Level.BAD, "passes through");
  }

  @ParameterizedTest
  @CsvSource({"50, GOOD", "19, WARN", "9, BAD"})
  void littleDiskIsNamed(long percent, Level level) {
    advises(HostFindings.disk(dir, percent), level, percent + "% free");
  }

  private static List<Finding> nginx(int exit, String dump) {
    return ServiceFindings.nginx(new Command.Result(exit, dump), OURS);
  }

  @Test
  void anNginxThatIncludesUsIsGood() {
    var dump =
        """
        # configuration file /etc/nginx/nginx.conf:
        include /etc/nginx/pilaster.d/*.conf;
        # configuration file /etc/nginx/pilaster.d/00-default.conf:
            listen 80 default_server;
        """;
    assertThat(nginx(0, dump)).allMatch(f -> f.level() == Level.GOOD);
  }

  @Test
  void anNginxThatDoesNotIncludeUsOrRefusesIsBad() {
    advises(nginx(0, "# configuration file /etc/nginx/nginx.conf:\n").get(0), Level.BAD, "include");
    advises(nginx(1, "nginx: [emerg] unknown directive\n").get(0), Level.BAD, "unknown directive");
  }

  @Test
  void somebodyElsesDefaultServerIsNamedWithItsFile() {
    var dump =
        """
        # configuration file /etc/nginx/sites-enabled/old:
        server {
            # listen 81 default_server;
            listen 80 default_server;
        """;
    advises(nginx(0, dump).get(1), Level.WARN, "/etc/nginx/sites-enabled/old");
  }

  @Test
  void dnsmasqAnswersOrNot() {
    advises(ServiceFindings.dnsmasq("127.0.0.1:53", Optional.empty()), Level.GOOD, "answers");
    advises(
        ServiceFindings.dnsmasq("127.0.0.1:53", Optional.of("timed out")), Level.BAD, "timed out");
  }

  @Test
  void theHostAsksDnsmasqWhereItShall() {
    var dnsmasq = "127.0.0.1";
    var other = Optional.of("192.0.2.1");
    advises(ServiceFindings.resolver(true, Optional.of(dnsmasq), dnsmasq), Level.GOOD, "dnsmasq");
    advises(ServiceFindings.resolver(false, other, dnsmasq), Level.GOOD, "its own");
    advises(ServiceFindings.resolver(true, other, dnsmasq), Level.BAD, "192.0.2.1", "127.0.0.1");
    advises(ServiceFindings.resolver(true, Optional.empty(), dnsmasq), Level.BAD, "nobody");
  }

  @Test
  void aDataDirectoryWithoutItsMarkIsNotMounted() throws IOException {
    var mark = dir.resolve(".pilaster-data");
    advises(HostFindings.data(List.of(mark)), Level.BAD, dir.toString(), "nothing is started");
    Files.writeString(mark, "x");
    advises(HostFindings.data(List.of(mark)), Level.GOOD, "mark (1)");
    advises(HostFindings.data(List.of()), Level.GOOD, "mark (0)");
  }

  @Test
  void aWildcardInASearchDomainIsNamed() {
    advises(
        ServiceFindings.wildcards(
            Map.of("corp.example", List.of("203.0.113.9"), "b.example", List.of())),
        Level.WARN,
        "corp.example",
        "203.0.113.9");
    advises(ServiceFindings.wildcards(Map.of("b.example", List.of())), Level.GOOD, "no wildcard");
  }

  @Test
  void postfixIsOursAndAnswersOrIsLeftAlone() {
    advises(ServiceFindings.postfix(PostfixState.OURS, true), Level.GOOD, "our configuration");
    advises(ServiceFindings.postfix(PostfixState.OURS, false), Level.BAD, "does not answer");
    advises(ServiceFindings.postfix(PostfixState.SOMEBODY, false), Level.WARN, "somebody else");
    advises(ServiceFindings.postfix(PostfixState.ABSENT, false), Level.GOOD, "not needed");
  }

  @ParameterizedTest
  @CsvSource({"0, yes, GOOD", "0, no, WARN", "1, no such command, WARN"})
  void theClockIsSynchronised(int exit, String output, Level level) {
    advises(ServiceFindings.clock(new Command.Result(exit, output)), level, "synchronised");
  }

  @Test
  void somebodyElseOnOneOfOurPortsIsBad() {
    var expected = Map.of(80, List.of("nginx"));
    var apache =
        """
        LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("apache2",pid=7,fd=4))
        LISTEN 0 511 0.0.0.0:81 0.0.0.0:* users:(("other",pid=8,fd=4))
        """;
    advises(ServiceFindings.ports(apache, expected), Level.BAD, "apache2 has 0.0.0.0:80");
    advises(
        ServiceFindings.ports(apache.replace("apache2", "nginx"), expected), Level.GOOD, "nobody");
  }
}
