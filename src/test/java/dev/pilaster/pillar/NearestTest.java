package dev.pilaster.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KEYS =
      List.of("mem_limit", "memswap_limit", "image", "drain", "to", "security_opt");

  @ParameterizedTest
  @CsvSource({
    "memlimit,mem_limit",
    "MEM-LIMIT,mem_limit",
    "mem_limits,mem_limit",
    "iamge,image",
    "drian,drain",
    "securityOpts,security_opt"
  })
  void theNearestWordIsNamed(String word, String meant) {
    assertThat(Nearest.hint(word, KEYS)).isEqualTo("; did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @CsvSource({"pull_policy", "from", "x"})
  void aWordThatIsFarFromAllOthersHasNoHint(String word) {
    assertThat(Nearest.hint(word, KEYS)).isEmpty();
  }
}
