package dev.pilaster.model;

/** What happens to a resource; the sign is what a plan prints. */
public enum Action {
  CREATE("+"),
  REPLACE("±"),
  REPLACE_STOP_FIRST("∓"),
  UPDATE("~"),
  REMOVE("-");

  private final String sign;

  Action(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  /** As the API writes it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
