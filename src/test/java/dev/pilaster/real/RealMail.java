package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A host with Debian's Postfix, and a smart host with another one, in namespaces of their own. The
 * test stands at the far end of the bridge: it is a container with {@link #INSIDE}, and somebody
 * else's with {@link #OUTSIDE}.
 */
public final class RealMail implements AutoCloseable {
  public static final String SUBNET = "198.18.77.0/24";
  public static final String GATEWAY = "198.18.77.1";
  public static final String INSIDE = "198.18.77.10";
  public static final String SILENT = "198.18.77.20";
  public static final String OUTSIDE = "198.19.77.9";
  public static final String SMART = "[127.0.0.2]:587";

  private static final String NETWORK =
      """
      ip link del pm-test 2>/dev/null
      set -e
      ip link add pm-test type veth peer name eth0 netns "$1"
      ip addr add 198.18.77.10/24 dev pm-test
      ip addr add 198.18.77.20/24 dev pm-test
      ip addr add 198.19.77.9/32 dev pm-test
      ip link set pm-test up
      nsenter -n -t "$1" ip link set lo up
      nsenter -n -t "$1" ip addr add 127.0.0.2/32 dev lo
      nsenter -n -t "$1" ip addr add 198.18.77.1/24 dev eth0
      nsenter -n -t "$1" ip link set eth0 up
      nsenter -n -t "$1" ip route add 198.19.77.9/32 dev eth0
      """;

  /** Postfix's three directories are those of this home. */
  private static final String MOUNTS =
      """
      mount --bind "$1/etc" /etc/postfix
      mount --bind "$1/spool" /var/spool/postfix
      mount --bind "$1/data" /var/lib/postfix
      mkdir -p "$1/sink" && chmod 777 "$1/sink" && mount --bind "$1/sink" /mnt
      shift
      exec "$@"
      """;

  private static final String SMART_MAIN =
      """
      compatibility_level = 2
      myhostname = smart.example.com
      inet_interfaces = 127.0.0.2
      inet_protocols = ipv4
      mydestination =
      smtpd_tls_security_level = encrypt
      smtpd_tls_cert_file = /etc/postfix/smart.pem
      smtpd_tls_key_file = /etc/postfix/smart.pem
      smtpd_sasl_auth_enable = yes
      smtpd_sasl_local_domain = smart.example.com
      smtpd_tls_auth_only = yes
      smtpd_relay_restrictions = permit_sasl_authenticated, reject
      default_transport = sink
      """;

  private static final String SMART_MASTER =
      """
      587       inet  n       -       n       -       -       smtpd
      cleanup   unix  n       -       n       -       0       cleanup
      qmgr      unix  n       -       n       300     1       qmgr
      tlsmgr    unix  -       -       n       1000?   1       tlsmgr
      rewrite   unix  -       -       n       -       -       trivial-rewrite
      bounce    unix  -       -       n       -       0       bounce
      defer     unix  -       -       n       -       0       bounce
      proxymap  unix  -       -       n       -       -       proxymap
      anvil     unix  -       -       n       -       1       anvil
      postlog   unix-dgram n  -       n       -       1       postlogd
      sink      unix  -       n       n       -       -       pipe
        flags=R user=nobody argv=/bin/sh -c {cat > /mnt/$$}
      """;

  private final Path home;
  private final Process host;
  private final Process smart;

  /**
   * A host whose Postfix is as the package left it and does not run, and a smart host that does.
   */
  public RealMail(Path home) throws IOException {
    this.home = home;
    this.host = space("host", List.of("unshare", "-n", "-m"));
    run(List.of("sh", "-c", NETWORK, "sh", "" + host.pid()));
    this.smart = space("smart", List.of("nsenter", "-n", "-t", "" + host.pid(), "unshare", "-m"));
    prepareSmart();
    smartHost("start");
  }

  private Process space(String name, List<String> enter) throws IOException {
    var dir = Files.createDirectories(home.resolve(name));
    Files.createDirectories(dir.resolve("spool"));
    Files.createDirectories(dir.resolve("data"));
    run(List.of("cp", "-rL", "/etc/postfix", dir.resolve("etc").toString()));
    run(List.of("chown", "postfix", dir.resolve("data").toString()));
    var argv = new ArrayList<>(enter);
    argv.addAll(mounted(name, List.of("sh", "-c", "echo ready; exec sleep 600")));
    var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    var said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new IllegalStateException("no namespaces: " + said);
    }
    return process;
  }

  private List<String> mounted(String name, List<String> command) {
    var argv = new ArrayList<>(List.of("sh", "-ec", MOUNTS, "sh", home.resolve(name).toString()));
    argv.addAll(command);
    return argv;
  }

  private void prepareSmart() throws IOException {
    var etc = home.resolve("smart/etc");
    Files.writeString(etc.resolve("main.cf"), SMART_MAIN);
    Files.writeString(etc.resolve("master.cf"), SMART_MASTER);
    Files.writeString(etc.resolve("smart.pem"), Pems.certificate("ec").pem().reveal());
    Files.createDirectories(etc.resolve("sasl"));
    Files.writeString(
        etc.resolve("sasl/smtpd.conf"),
        """
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: /etc/postfix/sasldb2
        mech_list: PLAIN LOGIN
        """);
    var account =
        "echo 'a pass word' | saslpasswd2 -p -c -f %1$s/sasldb2 -u smart.example.com web1"
            + " && chmod 644 %1$s/sasldb2";
    run(List.of("sh", "-c", account.formatted(etc)));
  }

  /** Starts or stops the smart host. */
  public void smartHost(String verb) {
    onSmart("postfix", verb);
  }

  private void onSmart(String... command) {
    var argv = new ArrayList<>(List.of("nsenter", "-m", "-n", "-t", "" + smart.pid()));
    argv.addAll(List.of(command));
    run(argv);
  }

  /** The directory that stands for {@code /etc/postfix}. */
  public Path directory() {
    return home.resolve("host/etc");
  }

  /** The directory that stands for {@code /var/spool/postfix}. */
  public Path queue() {
    return home.resolve("host/spool");
  }

  /** The argv that runs a command on the host. */
  public List<String> onHost(String... command) {
    var argv = new ArrayList<>(List.of("nsenter", "-m", "-n", "-t", "" + host.pid()));
    argv.addAll(List.of(command));
    return argv;
  }

  /** A command that reads the settings, of what lies in {@link #directory} where it is run. */
  public List<String> reading(List<String> command) {
    return mounted("host", command);
  }

  /** What the smart host was given, each message whole. */
  public List<String> delivered() throws IOException {
    var messages = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(home.resolve("smart/sink"))) {
      for (var file : files) {
        messages.add(Files.readString(file));
      }
    }
    return messages;
  }

  /** Forgets what was delivered, and what waits. */
  public void forget() throws IOException {
    run(onHost("sh", "-c", "test ! -d /var/spool/postfix/defer || postsuper -d ALL"));
    try (var files = Files.newDirectoryStream(home.resolve("smart/sink"))) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  /** Runs a command and answers what it said. */
  public static String run(List<String> argv) {
    try {
      var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(argv + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(argv.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (var space : List.of(smart, host)) {
      stopPostfix(space);
      space.destroy();
    }
  }

  private static void stopPostfix(Process space) {
    try {
      run(List.of("nsenter", "-m", "-n", "-t", "" + space.pid(), "postfix", "stop"));
    } catch (IllegalStateException e) {
      // It did not run.
    }
  }
}
