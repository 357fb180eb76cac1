package dev.pilaster.host;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A dump of somebody's, plain or packed by gzip, as an account may read it in that is not root: who
 * once defined a view, a trigger or a routine is left out, so that whoever reads it defines it. A
 * definer stands within the first bytes of a line of its own.
 */
record DumpText(Path file) {
  private static final int HEAD = 4096;
  private static final int CHUNK = 64 * 1024;
  private static final int GZIP = 0x1f8b;

  private static final Pattern HEADER = Pattern.compile("(?m)^-- (MariaDB|MySQL) dump ");

  /** {@code DEFINER=`user`@`host`} in a comment for newer servers, or behind CREATE. */
  private static final Pattern DEFINER =
      Pattern.compile(
          "^(/\\*!\\d{5} (?:CREATE\\*/ /\\*!\\d{5} )?|CREATE (?:OR REPLACE"
              + " )?)DEFINER\\s*=\\s*(?:`(?:[^`]|``)*`|'[^']*'|\\w+)(?:@(?:`[^`]*`|'[^']*'|[\\w.%]+))?"
              + " ?");

  /** Writes the whole text. */
  void copyTo(OutputStream to) throws IOException {
    try (var from = open()) {
      copy(from, to);
    }
  }

  /**
   * Reads it once, to the end. What says in its first lines that a dump program wrote it must say
   * in its last that the program came to its end.
   *
   * @throws HostException TRANSIENT when it is not there; INVALID when it is cut off
   */
  void mustBeWhole() {
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      throw new HostException(Kind.TRANSIENT, file + " is not a file that can be read");
    }
    var end = new Tail(HEAD);
    try (var text = open()) {
      var begin = text.readNBytes(HEAD);
      end.write(begin);
      text.transferTo(end);
      var head = new String(begin, StandardCharsets.ISO_8859_1);
      if (HEADER.matcher(head).find() && !end.text().contains(Dumps.END)) {
        throw new HostException(Kind.INVALID, file + " is not a whole dump");
      }
    } catch (EOFException | ZipException e) {
      throw new HostException(Kind.INVALID, file + " is not a whole dump: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new HostException(Kind.TRANSIENT, "read " + file + ": " + e, e);
    }
  }

  private InputStream open() throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    raw.mark(2);
    var magic = raw.read() << 8 | raw.read();
    raw.reset();
    return magic == GZIP ? new GZIPInputStream(raw, CHUNK) : raw;
  }

  static void copy(InputStream from, OutputStream to) throws IOException {
    var chunk = new byte[CHUNK];
    var head = new ByteArrayOutputStream(HEAD);
    var inHead = true;
    for (var read = from.read(chunk); read >= 0; read = from.read(chunk)) {
      var at = 0;
      while (at < read) {
        var end = lineEnd(chunk, at, inHead ? Math.min(read, at + HEAD - head.size()) : read);
        (inHead ? head : to).write(chunk, at, end - at);
        var whole = chunk[end - 1] == '\n';
        if (inHead && (whole || head.size() == HEAD)) {
          flush(head, to);
          inHead = whole;
        } else if (whole) {
          inHead = true;
        }
        at = end;
      }
    }
    flush(head, to);
  }

  /** Behind the line's end, or where the bytes end. */
  private static int lineEnd(byte[] bytes, int from, int to) {
    for (var i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return to;
  }

  private static void flush(ByteArrayOutputStream head, OutputStream to) throws IOException {
    var text = head.toString(StandardCharsets.ISO_8859_1);
    var defined = text.startsWith("/*!") || text.startsWith("CREATE");
    var plain = defined ? DEFINER.matcher(text).replaceFirst("$1") : text;
    to.write(plain.getBytes(StandardCharsets.ISO_8859_1));
    head.reset();
  }
}
