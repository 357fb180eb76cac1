package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** An archive as somebody hostile would write it: any name, any kind of entry (POSIX ustar). */
final class Tar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Tar file(String name, String text) {
    return entry(name, '0', "", text);
  }

  Tar link(String name, String target) {
    return entry(name, '2', target, "");
  }

  Tar hardLink(String name, String target) {
    return entry(name, '1', target, "");
  }

  Tar device(String name) {
    return entry(name, '3', "", "");
  }

  Tar pipe(String name) {
    return entry(name, '6', "", "");
  }

  private Tar entry(String name, char type, String target, String text) {
    var head = new byte[BLOCK];
    put(head, 0, name);
    put(head, 100, "0006777\0");
    put(head, 108, "0001750\0");
    put(head, 116, "0001750\0");
    put(head, 124, "%011o\0".formatted(text.length()));
    put(head, 136, "00000000000\0");
    put(head, 148, "        ");
    head[156] = (byte) type;
    put(head, 157, target);
    put(head, 257, "ustar\00000");
    put(head, 329, "0000001\0");
    put(head, 337, "0000003\0");
    var sum = 0;
    for (var one : head) {
      sum += one & 0xff;
    }
    put(head, 148, "%06o\0 ".formatted(sum));
    bytes.writeBytes(head);
    bytes.writeBytes(text.getBytes(ISO_8859_1));
    bytes.writeBytes(new byte[(BLOCK - text.length() % BLOCK) % BLOCK]);
    return this;
  }

  private static void put(byte[] head, int at, String text) {
    var part = text.getBytes(ISO_8859_1);
    System.arraycopy(part, 0, head, at, part.length);
  }

  /** Packed, with its end. */
  Path write(Path file) throws IOException {
    try (var packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(bytes.toByteArray());
      packed.write(new byte[2 * BLOCK]);
    }
    return file;
  }
}
