package dev.pilaster.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Fileset;
import dev.pilaster.model.Secret;
import dev.pilaster.model.Server;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostfixConfigTest {
  private static final Server.Network NETWORK = new Server.Network("pilaster", "172.30.0.0/24");

  private static Server.Mail account(String password) {
    var secret = Optional.of(Secret.of(password));
    return new Server.Mail("[mail.example.com]:587", Optional.of("web1"), secret, "encrypt", false);
  }

  private static Fileset files(Server.Mail mail) {
    var silent = new TreeMap<>(Map.of("172.30.0.4", "stage", "172.30.0.5", "stage"));
    return new PostfixConfig(NETWORK, mail, silent).fileset();
  }

  private static String main(Server.Mail mail) {
    return files(mail).files().get(PostfixConfig.MAIN).text();
  }

  @Test
  void aNullClientWithAnAccount() throws IOException {
    Golden.check("postfix", files(account("it's a secret")).files());
  }

  @Test
  void withoutAnAccountThereIsNoFileForIt() {
    var mail =
        new Server.Mail("mail.example.com", Optional.empty(), Optional.empty(), "may", false);
    assertThat(files(mail).files().keySet())
        .containsExactly("/etc/postfix/main.cf", "/etc/postfix/master.cf");
    assertThat(main(mail)).doesNotContain("smtp_sasl");
  }

  @Test
  void onlyRootReadsTheAccount() {
    assertThat(files(account("x")).files().get("/etc/postfix/pilaster-sasl").mode())
        .isEqualTo(0600);
  }

  @Test
  void anotherPasswordHasAnotherDigestInTheGreeting() {
    assertThat(main(account("one"))).isNotEqualTo(main(account("two")));
    assertThat(main(account("one"))).contains("pilaster " + files(account("one")).digest() + "\n");
  }

  @Test
  void port465IsEncryptedFromTheStart() {
    var mail =
        new Server.Mail("[m.example.com]:465", Optional.empty(), Optional.empty(), "may", false);
    assertThat(main(mail)).contains("smtp_tls_wrappermode = yes\n");
  }
}
