package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilaster.model.Name;
import org.junit.jupiter.api.Test;

/** What a database server's notes say of whom everything is for. */
class NotesTest {
  private static final Name ACME = new Name("acme");

  @Test
  void whatWeMadeForOneSiteIsItsAlone() {
    var notes =
        Notes.of("schema\tshop\naccount\tshop\nsite schema\tacme shop\nsite account\tacme shop\n");
    assertThat(notes.only("schema", ACME)).containsExactly("shop");
    assertThat(notes.only("account", ACME)).containsExactly("shop");
    assertThat(notes.only("schema", new Name("shop"))).isEmpty();
  }

  @Test
  void whatTwoSitesHaveIsNobodysAlone() {
    var notes = Notes.of("schema\tshop\nsite schema\tacme shop\nsite schema\tbeta shop\n");
    assertThat(notes.only("schema", ACME)).isEmpty();
  }

  @Test
  void whatWasThereBeforeUsIsNotOurs() {
    assertThat(Notes.of("site schema\tacme shop\n").only("schema", ACME)).isEmpty();
  }

  @Test
  void aNoteThatNobodyUnderstandsIsPassedOver() {
    var notes = Notes.of("site schema\tacme\nsite schema\tA_B shop\nimport\tacme.default\n");
    assertThat(notes.kept()).isEmpty();
  }

  @Test
  void aServerWithoutNotesHasNone() {
    assertThat(Notes.of("").made()).isEmpty();
  }
}
