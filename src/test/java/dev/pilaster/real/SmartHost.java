package dev.pilaster.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's Postfix, that relays for an account over TLS alone, and keeps what it gets. */
public final class SmartHost implements AutoCloseable {
  public static final int PORT = 587;
  public static final String USER = "web1";
  public static final String PASSWORD = "a pass word";

  private static final String MAIN =
      """
      compatibility_level = 2
      myhostname = smart.example.com
      inet_interfaces = %s
      inet_protocols = ipv4
      mydestination =
      smtpd_tls_security_level = encrypt
      smtpd_tls_cert_file = /etc/postfix/smart.pem
      smtpd_tls_key_file = /etc/postfix/smart.pem
      smtpd_sasl_auth_enable = yes
      smtpd_sasl_local_domain = smart.example.com
      smtpd_tls_auth_only = yes
      smtpd_tls_received_header = yes
      smtpd_sasl_authenticated_header = yes
      smtpd_relay_restrictions = permit_sasl_authenticated, reject
      default_transport = sink
      """;

  private static final String MASTER =
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

  private final MailSpace space;

  /** On this machine's own network, at one of its addresses. */
  public SmartHost(Path home, String address) throws IOException {
    this(new MailSpace(home, List.of("unshare", "-m")), address);
  }

  SmartHost(MailSpace space, String address) throws IOException {
    this.space = space;
    var etc = space.home().resolve("etc");
    Files.writeString(etc.resolve("main.cf"), MAIN.formatted(address));
    Files.writeString(etc.resolve("master.cf"), MASTER);
    Files.writeString(etc.resolve("smart.pem"), Pems.certificate("ec").pem().reveal());
    account(etc);
    start();
  }

  private static void account(Path etc) throws IOException {
    Files.createDirectories(etc.resolve("sasl"));
    Files.writeString(
        etc.resolve("sasl/smtpd.conf"),
        """
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: /etc/postfix/sasldb2
        mech_list: PLAIN LOGIN
        """);
    var command =
        "echo '%2$s' | saslpasswd2 -p -c -f %1$s/sasldb2 -u smart.example.com %3$s"
            + " && chmod 644 %1$s/sasldb2";
    RealMail.run(List.of("sh", "-c", command.formatted(etc, PASSWORD, USER)));
  }

  public void start() {
    RealMail.run(space.inside("postfix", "start"));
  }

  public void stop() {
    RealMail.run(space.inside("postfix", "stop"));
  }

  /** What it was given, each message whole. */
  public List<String> delivered() throws IOException {
    var messages = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(space.home().resolve("sink"))) {
      for (var file : files) {
        messages.add(Files.readString(file));
      }
    }
    return messages;
  }

  /** Forgets what was delivered. */
  public void forget() throws IOException {
    try (var files = Files.newDirectoryStream(space.home().resolve("sink"))) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    space.close();
  }
}
