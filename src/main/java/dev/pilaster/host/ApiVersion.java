package dev.pilaster.host;

import dev.pilaster.model.HostException;
import dev.pilaster.model.HostException.Kind;
import java.util.regex.Pattern;

/** A version of the engine's API, such as 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The newest that this program was written for (engine 25). */
  static final ApiVersion NEWEST = new ApiVersion(1, 44);

  /** The oldest that it was tried with (engine 20.10). */
  static final ApiVersion OLDEST = new ApiVersion(1, 41);

  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)");

  static ApiVersion parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new HostException(
          Kind.TRANSIENT, "ask the engine for its API version: it answered \"" + text + "\"");
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * What to speak with an engine: its newest or ours, whichever is older, and never less than what
   * it still accepts.
   */
  static ApiVersion agree(ApiVersion engineOldest, ApiVersion engineNewest) {
    if (engineNewest.compareTo(OLDEST) < 0) {
      throw new HostException(
          Kind.TRANSIENT,
          "the engine speaks API %s at most; %s is needed (Docker 20.10)"
              .formatted(engineNewest, OLDEST));
    }
    var ours = engineNewest.compareTo(NEWEST) < 0 ? engineNewest : NEWEST;
    return ours.compareTo(engineOldest) < 0 ? engineOldest : ours;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
