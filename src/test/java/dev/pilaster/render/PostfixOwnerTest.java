package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostfixOwnerTest {
  /** What Debian 12's package writes when nobody is asked. */
  private static final String DEBIAN =
      """
      # See /usr/share/postfix/main.cf.dist for a commented, more complete version
      #myorigin = /etc/mailname

      smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)
      biff = no
      append_dot_mydomain = no
      readme_directory = no
      compatibility_level = 3.6
      smtpd_tls_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem
      smtpd_tls_key_file=/etc/ssl/private/ssl-cert-snakeoil.key
      smtpd_tls_security_level=may
      smtp_tls_CApath=/etc/ssl/certs
      smtp_tls_security_level=may
      smtp_tls_session_cache_database = btree:${data_directory}/smtp_scache
      smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated defer_unauth_destination
      myhostname = web1
      alias_maps = hash:/etc/aliases
      alias_database = hash:/etc/aliases
      mydestination = $myhostname, web1, localhost.localdomain, , localhost
      relayhost =
      mynetworks = 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128
      mailbox_size_limit = 0
      recipient_delimiter = +
      inet_interfaces = all
      inet_protocols = all
      """;

  private static final String MASTER =
      """
      # service type
      smtp      inet  n       -       y       -       -       smtpd
      #submission inet n       -       y       -       -       smtpd
      #  -o syslog_name=postfix/submission
      relay     unix  -       -       y       -       -       smtp
              -o syslog_name=postfix/$service_name
      maildrop  unix  -       n       n       -       -       pipe
        flags=DRXhu user=vmail argv=/usr/bin/maildrop -d ${recipient}
      """;

  private static PostfixOwner of(String main, String master) {
    return PostfixOwner.of(Map.of("/etc/postfix/main.cf", main, "/etc/postfix/master.cf", master));
  }

  @Test
  void aFreshPackageIsNobodys() {
    assertThat(of(DEBIAN, MASTER)).isEqualTo(PostfixOwner.NOBODY);
  }

  @Test
  void noFileIsNobodys() {
    assertThat(PostfixOwner.of(Map.of())).isEqualTo(PostfixOwner.NOBODY);
  }

  @Test
  void ourMarkMakesItOurs() {
    assertThat(of(Fileset.MARK + "\nrelayhost = [x]\n", MASTER)).isEqualTo(PostfixOwner.OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relayhost = [mail.example.com]",
        "mynetworks = 10.0.0.0/8",
        "virtual_alias_maps = hash:/etc/postfix/virtual",
        "  more of a line before",
        "inet_interfaces = 192.0.2.1"
      })
  void aLineThatThePackageDoesNotWriteIsSomebodys(String line) {
    assertThat(of(DEBIAN + line + "\n", MASTER)).isEqualTo(PostfixOwner.SOMEBODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "submission inet n       -       y       -       -       smtpd",
        "  -o smtpd_relay_restrictions=permit"
      })
  void aServiceThatThePackageDoesNotStartIsSomebodys(String line) {
    assertThat(of(DEBIAN, MASTER + line + "\n")).isEqualTo(PostfixOwner.SOMEBODY);
  }
}
