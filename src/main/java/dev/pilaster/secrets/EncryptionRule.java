package dev.pilaster.secrets;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.pilaster.secrets.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which values of a file are encrypted: a key anywhere on the way to the value decides, and the
 * file says how. Regular expressions are Go's and unanchored; RE2/J reads the same syntax and,
 * unlike Java's own, never takes exponential time.
 *
 * @param marks tells the keys that the rule names
 * @param marked whether these keys' values are the encrypted ones, or all the others
 */
record EncryptionRule(Predicate<String> marks, boolean marked) {
  private static final List<String> NAMES =
      List.of("unencrypted_suffix", "encrypted_suffix", "unencrypted_regex", "encrypted_regex");
  private static final List<String> BY_COMMENT =
      List.of("unencrypted_comment_regex", "encrypted_comment_regex");
  private static final int LONGEST = 500;
  private static final Pattern COUNTED = Pattern.compile("\\{[0-9]");

  /**
   * The rule of a file's metadata; without one, SOPS leaves what ends with {@code _unencrypted}.
   */
  static EncryptionRule of(SopsMetadata sops) throws SecretException {
    for (String name : BY_COMMENT) {
      Optional<Scalar> set = sops.text(name);
      if (set.isPresent()) {
        throw sops.problem(
            set.get().line(), name, "rules by comment are not supported; use " + choice());
      }
    }
    List<Entry<String, Scalar>> given = new ArrayList<>();
    for (String name : NAMES) {
      sops.text(name).ifPresent(text -> given.add(Map.entry(name, text)));
    }
    if (given.isEmpty()) {
      return new EncryptionRule(key -> key.endsWith("_unencrypted"), false);
    }
    if (given.size() > 1) {
      throw sops.problem(sops.line(), "", "only one of " + choice() + " may be set");
    }
    String name = given.get(0).getKey();
    return new EncryptionRule(
        marks(sops, name, given.get(0).getValue()), name.startsWith("encrypted"));
  }

  /** Whether the value behind these keys is encrypted. */
  boolean encrypts(List<String> keys) {
    return keys.stream().anyMatch(marks) == marked;
  }

  private static Predicate<String> marks(SopsMetadata sops, String name, Scalar rule)
      throws SecretException {
    if (name.endsWith("suffix")) {
      return key -> key.endsWith(rule.text());
    }
    Pattern pattern = compile(sops, name, rule);
    Map<String, Boolean> known = new ConcurrentHashMap<>();
    return key -> known.computeIfAbsent(key, fresh -> pattern.matcher(fresh).find());
  }

  private static Pattern compile(SopsMetadata sops, String name, Scalar regex)
      throws SecretException {
    if (regex.text().length() > LONGEST || COUNTED.matcher(regex.text()).find()) {
      throw sops.problem(
          regex.line(),
          name,
          "at most "
              + LONGEST
              + " characters, and no counted repetition ({n}): it could take all memory");
    }
    try {
      return Pattern.compile(regex.text());
    } catch (PatternSyntaxException fault) {
      throw sops.problem(
          regex.line(),
          name,
          "is not a regular expression of Go's syntax: " + fault.getDescription());
    }
  }

  private static String choice() {
    return String.join(", ", NAMES);
  }
}
