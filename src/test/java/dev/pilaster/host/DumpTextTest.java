package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a dump when another account reads it. */
@Tag("outer")
final class DumpTextTest {
  private static final String WHOLE = "-- MariaDB dump 10.19\nSELECT 1;\n-- Dump completed on 1\n";

  @TempDir Path dir;

  private static String copied(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    DumpText.copy(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), out);
    return out.toString(ISO_8859_1);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  private static byte[] packed(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private void whole(Path file) {
    new DumpText(file).mustBeWhole();
  }

  @Test
  void whoeverDefinedSomethingIsLeftOut() throws IOException {
    assertThat(copied("/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */\n"))
        .isEqualTo("/*!50013 SQL SECURITY DEFINER */\n");
    assertThat(copied("/*!50003 CREATE*/ /*!50017 DEFINER=`a``b`@`%`*/ /*!50003 TRIGGER t\n"))
        .isEqualTo("/*!50003 CREATE*/ /*!50017 */ /*!50003 TRIGGER t\n");
    assertThat(copied("CREATE DEFINER=`root`@`localhost` FUNCTION f() RETURNS INT\n"))
        .isEqualTo("CREATE FUNCTION f() RETURNS INT\n");
    assertThat(copied("CREATE DEFINER='root'@'10.%' PROCEDURE p()\n"))
        .isEqualTo("CREATE PROCEDURE p()\n");
    assertThat(copied("/*!50106 CREATE*/ /*!50117 DEFINER=root@localhost*/ /*!50106 EVENT e\n"))
        .isEqualTo("/*!50106 CREATE*/ /*!50117 */ /*!50106 EVENT e\n");
  }

  @Test
  void everythingElseStays() throws IOException {
    var text = "INSERT INTO t VALUES ('CREATE DEFINER=`a`@`b` VIEW');\n\n  DEFINER=`a`@`b`\n\0\rü";
    assertThat(copied(text)).isEqualTo(text);
    var random = new Random(1);
    var bytes = new byte[300_000];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(5000) == 0 ? '\n' : random.nextInt(256));
    }
    var noise = new String(bytes, ISO_8859_1);
    assertThat(copied(noise)).isEqualTo(noise);
    assertThat(copied("")).isEmpty();
  }

  @Test
  void aLineBehindALongOneIsSeen() throws IOException {
    for (var length : new int[] {4094, 4095, 4096, 4097, 65534, 65535, 65536}) {
      var line = "x".repeat(length) + "\n";
      assertThat(copied(line + "CREATE DEFINER=`a`@`b` FUNCTION f\n" + line))
          .as("%d", length)
          .isEqualTo(line + "CREATE FUNCTION f\n" + line);
    }
  }

  @Test
  void aDumpIsPlainOrPacked() throws IOException {
    whole(file("plain", WHOLE.getBytes(UTF_8)));
    var packed = file("packed", packed(WHOLE));
    whole(packed);
    var out = new ByteArrayOutputStream();
    new DumpText(packed).copyTo(out);
    assertThat(out.toString(UTF_8)).isEqualTo(WHOLE);
  }

  @Test
  void oneThatIsCutOffIsTheRevisionsFault() throws IOException {
    var packed = packed(WHOLE);
    for (var half :
        new Path[] {
          file("a", Arrays.copyOf(packed, packed.length - 9)),
          file("b", WHOLE.substring(0, 30).getBytes(UTF_8)),
          file("c", packed(WHOLE.substring(0, 30)))
        }) {
      assertThatThrownBy(() -> whole(half))
          .hasMessageContaining(half + " is not a whole dump")
          .matches(e -> ((HostException) e).kind() == Kind.INVALID);
    }
  }

  @Test
  void whatNoDumpProgramWroteNeedsNoEnd() throws IOException {
    whole(file("by-hand", "CREATE TABLE t (a INT);\n".getBytes(UTF_8)));
    whole(file("empty", new byte[0]));
  }

  @Test
  void oneThatIsNotThereMayCome() {
    assertThatThrownBy(() -> whole(dir.resolve("nil")))
        .hasMessage(dir.resolve("nil") + " is not a file that can be read")
        .matches(e -> ((HostException) e).kind() == Kind.TRANSIENT);
  }
}
