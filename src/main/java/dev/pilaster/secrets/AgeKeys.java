package dev.pilaster.secrets;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The age identities of a keys file, as {@code age-keygen} writes it: one a line, {@code #} starts
 * a comment.
 */
public final class AgeKeys {
  private static final int LONGEST = 1024;

  private final List<AgeIdentity> identities;

  private AgeKeys(List<AgeIdentity> identities) {
    this.identities = List.copyOf(identities);
  }

  /** Reads the text of the keys file {@code name}; a file without a key is an error. */
  public static AgeKeys parse(String name, String text) throws SecretException {
    List<AgeIdentity> found = new ArrayList<>();
    int line = 0;
    for (String raw : text.lines().toList()) {
      line++;
      String key = raw.strip();
      if (!key.isEmpty() && !key.startsWith("#")) {
        found.add(AgeIdentity.parse(name, line, key));
      }
    }
    if (found.isEmpty()) {
      throw new SecretException(
          name, 0, "", "holds no age key (AGE-SECRET-KEY-1…); `age-keygen` makes one");
    }
    return new AgeKeys(found);
  }

  /** The public halves, {@code age1…}: what the files' recipients have to name. */
  public List<String> recipients() {
    return identities.stream().map(AgeIdentity::recipient).toList();
  }

  /**
   * Opens one ASCII-armored age file; empty: it is encrypted to others.
   *
   * @throws GeneralSecurityException when it is damaged, or longer than a key ever is
   */
  Optional<byte[]> open(String armored) throws GeneralSecurityException {
    List<RecipientStanzaReader> readers = identities.stream().map(AgeIdentity::reader).toList();
    ByteArrayInputStream bytes = new ByteArrayInputStream(armored.getBytes(StandardCharsets.UTF_8));
    try (ReadableByteChannel plain =
        new ArmoredDecryptingChannelFactory()
            .newDecryptingChannel(Channels.newChannel(bytes), readers)) {
      return Optional.of(readAll(plain));
    } catch (UnsupportedRecipientStanzaException others) {
      return Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      throw new GeneralSecurityException("not an age file: " + damaged.getClass().getSimpleName());
    }
  }

  private static byte[] readAll(ReadableByteChannel plain) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    while (plain.read(buffer) >= 0) {
      if (!buffer.hasRemaining()) {
        throw new IOException("longer than " + LONGEST + " bytes");
      }
    }
    byte[] read = Arrays.copyOf(buffer.array(), buffer.position());
    Arrays.fill(buffer.array(), (byte) 0);
    return read;
  }

  @Override
  public String toString() {
    return "AgeKeys" + recipients();
  }
}
