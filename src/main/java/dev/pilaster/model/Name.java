package dev.pilaster.model;

import java.util.regex.Pattern;

/** A checked identifier of a site, a service or a server: a DNS label of at most 32 characters. */
public record Name(String value) implements Comparable<Name> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  public Name {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a name: \"" + value + "\" (want " + FORM + ")");
    }
  }

  /** Whether the text may be a name. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(Name other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
