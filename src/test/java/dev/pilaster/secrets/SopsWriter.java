package dev.pilaster.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes SOPS files for tests, from SOPS' description and sharing no code with the reader. A tree
 * holds maps, lists, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code
 * OffsetDateTime}, {@code byte[]} and null.
 */
final class SopsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<String> recipients;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final byte[] dataKey = random(32);
  private final StringBuilder out = new StringBuilder();
  private final MessageDigest mac;
  private String lastModified = "2026-01-31T12:00:00Z";
  private String sealedAt = lastModified;

  SopsWriter(String... recipients) throws Exception {
    this.recipients = List.of(recipients);
    this.mac = MessageDigest.getInstance("SHA-512");
  }

  /** One more key of the metadata, such as a rule. */
  SopsWriter with(String name, String value) {
    metadata.put(name, value);
    return this;
  }

  /** The file says {@code written}, and the seal is bound to {@code sealed}. */
  SopsWriter modified(String written, String sealed) {
    lastModified = written;
    sealedAt = sealed;
    return this;
  }

  String write(Map<String, ?> tree) throws Exception {
    if (onlyEncrypted()) {
      mac.update(MessageDigest.getInstance("SHA-256").digest("sops".getBytes(UTF_8)));
    }
    map(tree, List.of(), "");
    out.append("sops:\n    age:\n");
    for (String recipient : recipients) {
      out.append("        - recipient: ").append(recipient).append("\n          enc: |\n");
      armored(recipient)
          .lines()
          .forEach(line -> out.append("            ").append(line).append('\n'));
    }
    String seal = HexFormat.of().withUpperCase().formatHex(mac.digest());
    out.append("    lastmodified: \"").append(lastModified).append("\"\n");
    out.append("    mac: ").append(sealed(seal.getBytes(UTF_8), sealedAt, "str")).append('\n');
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      out.append("    ").append(entry.getKey()).append(": ").append(entry.getValue()).append('\n');
    }
    return out.append("    version: 3.13.2\n").toString();
  }

  private void map(Map<?, ?> tree, List<String> path, String indent) throws Exception {
    for (Map.Entry<?, ?> entry : tree.entrySet()) {
      List<String> below = new ArrayList<>(path);
      below.add((String) entry.getKey());
      out.append(indent).append(JSON.writeValueAsString(entry.getKey())).append(':');
      value(entry.getValue(), below, indent);
    }
  }

  private void value(Object value, List<String> path, String indent) throws Exception {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      map(map, path, indent + "    ");
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      for (Object item : list) {
        out.append(indent).append("    -");
        value(item, path, indent + "    ");
      }
    } else {
      out.append(' ').append(leaf(value, path)).append('\n');
    }
  }

  private String leaf(Object value, List<String> path) throws Exception {
    if (value == null || value instanceof Map || value instanceof List) {
      return value == null ? "null" : value instanceof Map ? "{}" : "[]";
    }
    boolean encrypted = encrypts(path);
    if (encrypted || !onlyEncrypted()) {
      mac.update(bytes(value));
    }
    if (value.equals("")) {
      return "\"\"";
    }
    if (encrypted) {
      return sealed(bytes(value), String.join(":", path) + ":", type(value));
    }
    return value instanceof String ? JSON.writeValueAsString(value) : value.toString();
  }

  private boolean encrypts(List<String> path) {
    for (Map.Entry<String, String> rule : metadata.entrySet()) {
      String text = rule.getValue();
      boolean named =
          rule.getKey().endsWith("_suffix")
              ? path.stream().anyMatch(key -> key.endsWith(text))
              : path.stream().anyMatch(key -> Pattern.compile(text).matcher(key).find());
      if (rule.getKey().matches("(un)?encrypted_(suffix|regex)")) {
        return named == rule.getKey().startsWith("encrypted");
      }
    }
    return path.stream().noneMatch(key -> key.endsWith("_unencrypted"));
  }

  private boolean onlyEncrypted() {
    return "true".equals(metadata.get("mac_only_encrypted"));
  }

  /** One value; the IV has 32 bytes as SOPS' have. */
  String sealed(byte[] plain, String aad, String type) throws Exception {
    byte[] iv = random(32);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(dataKey, "AES"), new GCMParameterSpec(128, iv));
    gcm.updateAAD(aad.getBytes(UTF_8));
    byte[] sealed = gcm.doFinal(plain);
    Base64.Encoder base64 = Base64.getEncoder();
    return "ENC[AES256_GCM,data:%s,iv:%s,tag:%s,type:%s]"
        .formatted(
            base64.encodeToString(Arrays.copyOf(sealed, plain.length)),
            base64.encodeToString(iv),
            base64.encodeToString(Arrays.copyOfRange(sealed, plain.length, sealed.length)),
            type);
  }

  private String armored(String recipient) throws Exception {
    List<RecipientStanzaWriter> writers =
        List.of(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
    ByteArrayOutputStream armored = new ByteArrayOutputStream();
    try (WritableByteChannel channel =
        new ArmoredEncryptingChannelFactory()
            .newEncryptingChannel(Channels.newChannel(armored), writers)) {
      channel.write(ByteBuffer.wrap(dataKey.clone()));
    }
    return armored.toString(UTF_8);
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof Boolean flag) {
      return (flag ? "True" : "False").getBytes(UTF_8);
    }
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time).getBytes(UTF_8);
    }
    String text =
        value instanceof Double number
            ? BigDecimal.valueOf(number).toPlainString()
            : value.toString();
    return text.getBytes(UTF_8);
  }

  private static String type(Object value) {
    if (value instanceof OffsetDateTime) {
      return "time";
    }
    String name = value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return Map.of(
            "string", "str", "long", "int", "double", "float", "boolean", "bool", "byte[]", "bytes")
        .get(name);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
