package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Postfix as a null client for the host and for the agent's network (postconf(5)). */
public final class PostfixConfig {
  /** Where Debian's Postfix has its settings. */
  public static final String DIRECTORY = "/etc/postfix";

  /** Its main file, which says whose they are. */
  public static final String MAIN = DIRECTORY + "/main.cf";

  private static final String SASL = DIRECTORY + "/pilaster-sasl";

  private final Server.Network network;
  private final Server.Mail mail;
  private final SortedMap<String, String> silent;

  /**
   * @param silent address of a container, all of whose mail is thrown away, to the sites in it
   */
  public PostfixConfig(Server.Network network, Server.Mail mail, SortedMap<String, String> silent) {
    this.network = network;
    this.mail = mail;
    this.silent = silent;
  }

  /** No settings of ours: what was there before comes back. */
  public static Fileset none() {
    return new Fileset(Fileset.Kind.MAIL, new TreeMap<>(), "");
  }

  /** {@code main.cf} and {@code master.cf}, and the account in a file that is root's alone. */
  public Fileset fileset() {
    var digest = NginxConfig.digest(open(shortDigest()));
    var files = open(digest);
    mail.password().ifPresent(p -> files.put(SASL, new Fileset.Text(account(p), 0600)));
    return new Fileset(Fileset.Kind.MAIL, files, digest);
  }

  /** What everybody may read. */
  private SortedMap<String, Fileset.Text> open(String digest) {
    var files = new TreeMap<String, Fileset.Text>();
    files.put(MAIN, new Fileset.Text(Templates.render("main.cf", variables(digest)), 0644));
    var master = Templates.render("master.cf", Map.of());
    files.put(DIRECTORY + "/master.cf", new Fileset.Text(master, 0644));
    return files;
  }

  private String account(Secret password) {
    return "%s\n%s %s:%s\n"
        .formatted(Fileset.MARK, mail.relayhost(), mail.user().orElse(""), password.reveal());
  }

  /**
   * Everybody who connects is shown the digest of everything, so of the password there are twelve
   * bits in it: enough to see most changes, and nothing to guess by.
   */
  private String shortDigest() {
    return mail.password()
        .map(p -> Secret.of(account(p)).digest())
        .map(d -> d.substring(d.length() - 3))
        .orElse("");
  }

  private Map<String, Object> variables(String digest) {
    var all = new TreeMap<String, Object>();
    all.put("digest", digest);
    all.put("network", network.name());
    all.put("gateway", network.gateway());
    all.put("subnet", network.subnet());
    all.put("discard", Msmtp.DISCARD);
    all.put("unknown", Msmtp.UNKNOWN);
    all.put("silent", silent.entrySet());
    all.put("relayhost", mail.relayhost());
    all.put("tls", mail.tls());
    all.put("wrapper", mail.relayhost().endsWith(":465") ? "yes" : "no");
    all.put("account", mail.password().isPresent());
    return all;
  }
}
