package dev.pilaster.pillar;

import dev.pilaster.model.Secret;

/** Secrets that are not encrypted at all: {@code key: value}, a line each. */
final class PlainSecrets implements Secrets {
  @Override
  public Secret secret(String path, String text, String key) throws Failure {
    return text.lines()
        .filter(line -> line.startsWith(key + ": "))
        .findFirst()
        .map(line -> Secret.of(line.substring(key.length() + 2)))
        .orElseThrow(() -> new Failure(path + " has no key " + key));
  }

  @Override
  public Secret hostFile(String path, String key) throws Failure {
    if (path.endsWith("/absent.yaml")) {
      throw new Failure("there is no " + path);
    }
    return Secret.of(path + "#" + key);
  }
}
