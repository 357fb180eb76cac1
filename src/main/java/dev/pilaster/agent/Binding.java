package dev.pilaster.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To which machine this state belongs: a cloned machine has it as well, and must not act under the
 * same name. A host without a machine-id is never told apart from its clones, and works all the
 * same.
 */
public final class Binding {
  /** The file's name in the state directory: a digest in hexadecimal. */
  public static final String NAME = "machine-id";

  private static final Logger LOG = LoggerFactory.getLogger(Binding.class);
  private static final Path MACHINE = Path.of("/etc/machine-id");
  private static final String APPLICATION = "dev.pilaster";
  private static final int DIGEST_BYTES = 16;

  private final Path machine;
  private final Path kept;
  private Optional<Machine> told = Optional.empty();

  /**
   * @param machine as machine-id(5) describes it
   * @param kept the digest of the machine that this state belongs to
   */
  public Binding(Path machine, Path kept) {
    this.machine = machine;
    this.kept = kept;
  }

  /** Of the state in this directory, on this machine. */
  public static Binding of(Path state) {
    return new Binding(MACHINE, state.resolve(NAME));
  }

  /**
   * This machine, and the one that the state belongs to. Each is a digest for this application
   * alone: the id itself is confidential (machine-id(5)).
   */
  public record Machine(Optional<String> id, Optional<String> bound) {
    public static final Machine UNKNOWN = new Machine(Optional.empty(), Optional.empty());

    /** Whether the state came from another machine. */
    public boolean foreign() {
      return id.isPresent() && bound.isPresent() && !id.equals(bound);
    }
  }

  /** How it is now; changes nothing. */
  public Machine look() {
    return new Machine(read(machine).filter(Binding::isId).map(Binding::digest), read(kept));
  }

  /** Makes the state this machine's own when it is nobody's. */
  synchronized Machine claim() {
    var found = look();
    if (found.id().isPresent() && found.bound().isEmpty()) {
      bind();
      found = look();
    }
    tell(found);
    return found;
  }

  /**
   * Makes the state this machine's own, whosever it was.
   *
   * @throws IllegalStateException when this machine has no id
   */
  public synchronized Machine bind() {
    var id = look().id();
    try {
      var fresh = kept.resolveSibling(NAME + ".new");
      Files.writeString(fresh, id.orElseThrow(this::nameless) + "\n");
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(kept + " cannot be written: " + e, e);
    }
    return look();
  }

  private IllegalStateException nameless() {
    return new IllegalStateException(machine + " holds no id: systemd-machine-id-setup makes one");
  }

  /** Why nothing may be changed here. */
  Optional<String> foreign() {
    return claim().foreign()
        ? Optional.of("this state belongs to another machine: `pilaster bind` makes it this one's")
        : Optional.empty();
  }

  private void tell(Machine now) {
    if (told.equals(Optional.of(now))) {
      return;
    }
    told = Optional.of(now);
    if (now.foreign()) {
      LOG.warn("this state belongs to another machine; nothing is changed until `pilaster bind`");
    } else if (now.id().isEmpty()) {
      LOG.warn("{} holds no id: a clone of this machine would not be noticed", machine);
    } else {
      LOG.info("bound to the machine {}", now.id().get());
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(t -> !t.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
  }

  /** Before the first boot it says {@code uninitialized}. */
  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{32}");
  }

  /** As sd_id128_get_machine_app_specific(3): keyed by the id, over the application's name. */
  private static String digest(String id) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(id.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      var digest = mac.doFinal(APPLICATION.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
