package dev.pilaster.render;

import dev.pilaster.model.Fileset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who configured the Postfix that is here, by what its files say. */
public enum PostfixOwner {
  OURS,
  /** No file, or what Debian's package writes by itself when it is installed. */
  NOBODY,
  SOMEBODY;

  /** What postfix's postinst and its main.cf.debian set, and nobody has to have wanted. */
  private static final Set<String> PACKAGES_OWN =
      Set.of(
          "smtpd_banner",
          "biff",
          "append_dot_mydomain",
          "readme_directory",
          "compatibility_level",
          "smtpd_tls_cert_file",
          "smtpd_tls_key_file",
          "smtpd_tls_security_level",
          "smtpd_use_tls",
          "smtp_tls_CApath",
          "smtp_tls_security_level",
          "smtp_tls_session_cache_database",
          "smtpd_tls_session_cache_database",
          "smtpd_relay_restrictions",
          "myhostname",
          "mydomain",
          "alias_maps",
          "alias_database",
          "myorigin",
          "mydestination",
          "relayhost",
          "mynetworks",
          "mailbox_size_limit",
          "recipient_delimiter",
          "inet_interfaces",
          "inet_protocols",
          "html_directory",
          "default_transport",
          "relay_transport");

  /** Where somebody's answer shows although the package writes the line. */
  private static final Map<String, String> UNCHANGED =
      Map.of(
          "relayhost", "",
          "mynetworks", "127\\.0\\.0\\.0/8 \\[::ffff:127\\.0\\.0\\.0]/104 \\[::1]/128",
          "inet_interfaces", "all|loopback-only",
          "default_transport", "error|smtp",
          "relay_transport", "error|relay");

  private static final String MASTER = PostfixConfig.DIRECTORY + "/master.cf";

  /**
   * Decides.
   *
   * @param files absolute path to text
   */
  public static PostfixOwner of(Map<String, String> files) {
    var main = Optional.ofNullable(files.get(PostfixConfig.MAIN)).filter(t -> !t.isBlank());
    if (main.isEmpty()) {
      return NOBODY;
    }
    if (Fileset.ours(main.get())) {
      return OURS;
    }
    var master = files.getOrDefault(MASTER, "");
    var untouched = main.get().lines().allMatch(PostfixOwner::packagesOwn) && debians(master);
    return untouched ? NOBODY : SOMEBODY;
  }

  private static boolean packagesOwn(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return true;
    }
    var parts = line.split("=", 2);
    var key = parts[0].strip();
    var value = parts.length == 2 ? parts[1].strip() : "";
    return PACKAGES_OWN.contains(key) && value.matches(UNCHANGED.getOrDefault(key, ".*"));
  }

  /** One service on the network, and no settings of its own for any but Debian's names in logs. */
  private static boolean debians(String master) {
    return master
        .lines()
        .filter(l -> !l.startsWith("#") && !l.isBlank())
        .allMatch(
            l ->
                (l.startsWith(" ") || l.startsWith("\t"))
                    ? !l.contains("-o ") || l.contains("-o syslog_name=")
                    : !l.matches("\\S+\\s+inet\\s.*") || l.matches("smtp\\s+inet\\s.*"));
  }
}
