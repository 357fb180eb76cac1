package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static PillarText container(String keys) {
    return PillarText.small()
        .with(
            "servers/web1.yaml",
            """
            containers:
              php82: { role: php-fpm, image: registry.example.com/php:8.2 }
              app: { role: generic, image: registry.example.com/app:1, %s }
            sites: { acme: { container: php82 } }
            """
                .formatted(keys));
  }

  private static PillarText allowing(String policy, String keys) {
    return container(keys).with("pilaster.yaml", "policy: {" + policy + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "volumes: [\"/srv/db:/data\"]",
        "privileged: true",
        "cap_add: [SYS_ADMIN]",
        "cap_add: [ALL]",
        "ports: [\"0.0.0.0:80:80\"]",
        "ports: [\"192.0.2.1:80:80\"]",
        "security_opt: [\"seccomp=unconfined\"]"
      })
  void withoutAPolicyFileTheDocumentedPolicyHolds(String keys) {
    assertThat(container(keys).problems()).singleElement().asString().contains("policy.");
  }

  @Test
  void aBuildsImageComesFromARegistryThatIsAllowed() {
    var build = "build: { image: \"elsewhere.example.com/composer:2\", commands: [a] }";
    var site =
        """
        type: php
        source: { git: /srv/git/acme.git, ref: main, %s }
        domains: [acme.example.com]
        """;
    assertThat(
            allowing("registries: [registry.example.com]", "labels: {}")
                .with("sites/acme.yaml", site.formatted(build))
                .problems())
        .singleElement()
        .asString()
        .contains("source.build.image: policy.registries")
        .contains("does not name elsewhere.example.com/composer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "volumes: [\"data:/data\"]",
        "cap_add: [CHOWN, SETGID, SETUID, DAC_OVERRIDE, FOWNER, NET_BIND_SERVICE, KILL]",
        "ports: [\"8080:80\"]",
        "image: \"elsewhere.example.com/app:1\""
      })
  void whatIsHarmlessNeedsNoPolicy(String keys) {
    assertThat(container(keys.startsWith("image") ? "labels: {}" : keys).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/srv, /srv/db, true",
    "/srv/db, /srv/db, true",
    "/srv/d, /srv/db, false",
    "/srv/db, /srv, false",
    "/, /srv/db, true",
    "/run, /run/docker.sock, false",
    "/run, /run, false",
    "/, /, false",
    "/run/docker.sock, /var/run/docker.sock, true",
    "/var/run/docker.sock, /run, true",
    "/run, /var/run/other, true"
  })
  void hostPathsHoldForWhatLiesBelowThemButTheEnginesSocketMustBeNamed(
      String path, String source, boolean allowed) {
    var pillar = allowing("host_paths: [" + path + "]", "volumes: [\"" + source + ":/data\"]");
    assertThat(pillar.problems().isEmpty()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.com, true",
    "registry.example.com/app, true",
    "registry.example.com/ap, false",
    "example.com, false"
  })
  void registriesAreWholePartsOfTheImagesName(String registry, boolean allowed) {
    var pillar =
        allowing("registries: [" + registry + "]", "labels: {}")
            .with(
                "servers/web1.yaml",
                "containers: { app: { role: generic, image: \"registry.example.com/app:1\" } }");
    assertThat(pillar.problems().isEmpty()).isEqualTo(allowed);
  }

  @Test
  void anAgentsPolicyCanForbidMore() {
    var agents =
        new Policy(
            Optional.of(List.of()),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);
    var pillar = allowing("host_paths: [/srv]", "volumes: [\"/srv/db:/data\"]");
    assertThat(pillar.problems()).isEmpty();
    assertThat(pillar.agents(agents).problems())
        .singleElement()
        .asString()
        .endsWith("policy.host_paths of agent.yaml does not name /srv/db");
  }

  @Test
  void anAgentsPolicyCannotAllowMore() {
    assertThat(container("privileged: true").agents(Policy.open()).problems()).hasSize(1);
  }

  @Test
  void anAgentsPolicyIsReadFromItsSettings() {
    var text = "server: web1\npolicy: { privileged: deny, registries: [registry.example.com] }\n";
    var policy = Pillars.agentPolicy("agent.yaml", text);
    assertThat(policy.privileged()).isFalse();
    assertThat(policy.registries()).hasValue(List.of("registry.example.com"));
    assertThat(policy.hostPaths()).isEmpty();
  }

  @Test
  void anAgentWithoutAPolicyForbidsNothing() {
    assertThat(Pillars.agentPolicy("agent.yaml", "server: web1\n")).isEqualTo(Policy.open());
    assertThat(Pillars.agentPolicy("agent.yaml", "policy: {}\n")).isEqualTo(Policy.open());
    assertThat(Pillars.agentPolicy("agent.yaml", "")).isEqualTo(Policy.open());
  }

  @Test
  void aWrongPolicyOfAnAgentIsToldWithItsPlace() {
    assertThatThrownBy(() -> Pillars.agentPolicy("agent.yaml", "policy:\n  privilged: deny\n"))
        .hasMessage(
            "agent.yaml:2: policy.privilged: unknown key \"privilged\"; did you mean"
                + " \"privileged\"?");
  }
}
