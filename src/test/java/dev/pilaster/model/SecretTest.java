package dev.pilaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
  private record Account(String user, Secret password) {}

  private final Secret secret = Secret.of("hunter2");

  @Test
  void printsDots() {
    assertThat(secret).hasToString("•••");
  }

  @Test
  void aRecordThatCarriesItPrintsDots() {
    assertThat(new Account("acme", secret)).hasToString("Account[user=acme, password=•••]");
  }

  @Test
  void revealsItsTextOnRequest() {
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void jacksonWritesNothingOfIt() throws Exception {
    ObjectMapper eager =
        new ObjectMapper()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .setVisibility(PropertyAccessor.ALL, Visibility.ANY);

    assertThat(eager.writeValueAsString(new Account("acme", secret)))
        .isEqualTo("{\"user\":\"acme\",\"password\":{}}");
  }

  @Test
  void isNotSerializable() {
    assertThat(secret).isNotInstanceOf(Serializable.class);
  }

  @Test
  void equalTextsAreEqual() {
    assertThat(secret).isEqualTo(Secret.of("hunter2")).hasSameHashCodeAs(Secret.of("hunter2"));
  }

  @Test
  void otherTextsAndOtherThingsDiffer() {
    assertThat(secret)
        .isNotEqualTo(Secret.of("hunter3"))
        .isNotEqualTo("hunter2")
        .isNotEqualTo(null);
  }

  @Test
  void theDigestFollowsTheText() {
    assertThat(secret.digest())
        .isEqualTo(Secret.of("hunter2").digest())
        .isNotEqualTo(Secret.of("hunter3").digest())
        .doesNotContain("hunter2");
  }
}
