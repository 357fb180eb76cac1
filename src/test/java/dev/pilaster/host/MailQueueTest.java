package dev.pilaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer")
class MailQueueTest {
  @TempDir Path root;

  @Test
  void aMessageIsAFileHoweverDeep() throws IOException {
    Files.createDirectories(root.resolve("deferred/A"));
    Files.writeString(root.resolve("deferred/A/AB12"), "");
    Files.writeString(root.resolve("deferred/CD34"), "");
    Files.createDirectories(root.resolve("active"));
    assertThat(new MailQueue(root).count())
        .containsEntry("deferred", 2L)
        .containsEntry("active", 0L);
  }

  @Test
  void withoutPostfixThereIsNoQueue() {
    assertThat(new MailQueue(root.resolve("nothing")).count()).isEmpty();
  }
}
