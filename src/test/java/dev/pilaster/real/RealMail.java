package dev.pilaster.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
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

  private final MailSpace host;

  /** The smart host. */
  public final SmartHost smart;

  /**
   * A host whose Postfix is as the package left it and does not run, and a smart host that does.
   */
  public RealMail(Path home) throws IOException {
    this.host = new MailSpace(home.resolve("host"), List.of("unshare", "-n", "-m"));
    run(List.of("sh", "-c", NETWORK, "sh", host.pid()));
    var enter = List.of("nsenter", "-n", "-t", host.pid(), "unshare", "-m");
    this.smart = new SmartHost(new MailSpace(home.resolve("smart"), enter), "127.0.0.2");
  }

  /** The directory that stands for {@code /etc/postfix}. */
  public Path directory() {
    return host.home().resolve("etc");
  }

  /** The directory that stands for {@code /var/spool/postfix}. */
  public Path queue() {
    return host.home().resolve("spool");
  }

  /** The argv that runs a command on the host. */
  public List<String> onHost(String... command) {
    return host.inside(command);
  }

  /** A command that reads the settings, of what lies in {@link #directory} where it is run. */
  public List<String> reading(List<String> command) {
    return host.mounted(command);
  }

  /** Forgets what was delivered, and what waits. */
  public void forget() throws IOException {
    run(onHost("sh", "-c", "test ! -d /var/spool/postfix/defer || postsuper -d ALL"));
    smart.forget();
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
  public void close() {
    smart.close();
    host.close();
  }
}
