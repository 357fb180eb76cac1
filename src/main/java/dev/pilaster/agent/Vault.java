package dev.pilaster.agent;

import dev.pilaster.model.Secret;
import dev.pilaster.pillar.Secrets;
import dev.pilaster.secrets.AgeKeys;
import dev.pilaster.secrets.HostSecrets;
import dev.pilaster.secrets.SecretException;
import dev.pilaster.secrets.SopsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens the secrets of one slice; each file is decrypted once, in memory. */
final class Vault implements Secrets {
  private final Path ageKeyFile;
  private final Map<String, Map<String, Secret>> opened = new HashMap<>();
  private final Map<Path, Optional<Map<String, Object>>> read = new HashMap<>();

  Vault(Path ageKeyFile) {
    this.ageKeyFile = ageKeyFile;
  }

  /** Whether every file of the host that was read, or was not there, is as it was at first. */
  boolean isFresh() {
    return read.entrySet().stream().allMatch(e -> e.getValue().equals(look(e.getKey())));
  }

  /** Whatever is written to a file, or put in its place, is another look. */
  private static Optional<Map<String, Object>> look(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, "unix:ctime,ino,size"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String text(Path file) throws IOException {
    read.putIfAbsent(file, look(file));
    return Files.readString(file);
  }

  @Override
  public Secret secret(String path, String text, String key) throws Failure {
    var secrets = opened.get(path);
    if (secrets == null) {
      secrets = decrypt(path, text);
      opened.put(path, secrets);
    }
    return pick(secrets, path, key);
  }

  private Map<String, Secret> decrypt(String path, String text) throws Failure {
    try {
      var keys = AgeKeys.parse(ageKeyFile.toString(), text(ageKeyFile));
      return SopsFile.parse(path, text).decrypt(keys);
    } catch (SecretException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new Failure("there is no key file " + ageKeyFile);
    } catch (IOException e) {
      throw new Failure("the key file " + ageKeyFile + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public Secret hostFile(String path, String key) throws Failure {
    try {
      return pick(HostSecrets.parse(path, text(Path.of(path))), path, key);
    } catch (SecretException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new Failure("there is no file " + path + " on this host");
    } catch (IOException e) {
      throw new Failure(path + " cannot be read: " + e.getMessage());
    }
  }

  private static Secret pick(Map<String, Secret> secrets, String path, String key) throws Failure {
    return Optional.ofNullable(secrets.get(key))
        .orElseThrow(() -> new Failure(path + " has no key \"" + key + "\""));
  }
}
