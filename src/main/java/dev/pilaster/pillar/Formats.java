package dev.pilaster.pillar;

import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import java.util.List;
import java.util.regex.Pattern;

/** The forms of texts that more than one section knows. */
final class Formats {
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  static final String SEGMENT = "[A-Za-z0-9._@+-]+";
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
  private static final String HEX = "[0-9A-Fa-f]{1,4}";
  private static final String GROUPS = "(" + HEX + "(:" + HEX + "){0,6})?";
  static final String IPV6 = "((" + HEX + ":){7}" + HEX + "|" + GROUPS + "::" + GROUPS + ")";

  static final Shape<Name> NAME =
      Shapes.text(
              "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?",
              "a name: at most 32 small letters, digits and hyphens, no hyphen at the ends")
          .to(Name::new);

  static final Shape<String> DOMAIN =
      Shapes.text(
          "(?=.{1,253}$)(" + LABEL + "\\.)*" + LABEL,
          "a domain name: small letters, digits, hyphens and dots (no port, no https://)");

  /** A file or directory below some root; "." is the root itself. */
  static final Shape<String> RELATIVE =
      Shapes.text(SEGMENT + "(/" + SEGMENT + ")*", "a relative path: no / in front")
          .to(Formats::inside);

  static final Shape<String> ABSOLUTE =
      Shapes.text("/[^\\s:,\"'\\\\$;{}]*", "an absolute path without blanks and colons")
          .to(Formats::clean);

  static final Shape<Integer> PORT = Shapes.integer(1, 65535);

  private static final String IMAGE_FORM = "[a-z0-9][A-Za-z0-9.:_/-]*(@sha256:[0-9a-f]{64})?";
  private static final String IMAGE_WANTED =
      "an image: write it like registry.example.com/php:8.2 or …@sha256:<64 hex>";

  static final Shape<ImageRef> IMAGE = Shapes.text(IMAGE_FORM, IMAGE_WANTED).to(ImageRef::parse);

  static final Shape<String> ADDRESS = Shapes.text(IPV4 + "|" + IPV6, "an IP address");

  /** One address or a network; a bare address means that one host. */
  static final Shape<String> NETWORK =
      Shapes.text(
          "("
              + IPV4
              + "(/(3[0-2]|[12]?[0-9]))?)|("
              + IPV6
              + "(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)",
          "an address or a network: write it like 10.0.0.0/8");

  /** A text that ends no line of a generated file. */
  static final Shape<String> LINE =
      Shapes.text("[^\\x00-\\x1f\\x7f]+", "a single line of text without control characters");

  /** A user or group of the system. */
  static final Shape<String> USER =
      Shapes.text("[a-z_][a-z0-9_.-]{0,31}|[0-9]{1,10}", "a user or group: a name or a number");

  /** A network of the engine. */
  static final Shape<String> NETWORK_NAME =
      Shapes.text("[a-zA-Z0-9][a-zA-Z0-9_.-]*", "a network's name");

  static final String HOST_PORT = "[a-zA-Z0-9.-]+(:[0-9]{1,5})?";

  /** A registry, or the beginning of its repositories. */
  static final Shape<String> REGISTRY =
      Shapes.text(
          HOST_PORT + "(/[a-z0-9._/-]+)?", "a registry: write it like registry.example.com");

  /** Words in upper case, such as privileges. */
  static final Shape<List<String>> UPPER_WORDS =
      Shapes.list(Shapes.text("[A-Z][A-Z ]*", "a privilege in capital letters"));

  static final String NO_NAME =
      "\"%s\" is not a name: at most 32 small letters, digits and hyphens, no hyphen at the ends";

  private static final Pattern UP = Pattern.compile("(^|.*/)\\.\\.?(/.*|$)");

  private Formats() {}

  /**
   * An image that stands in no file.
   *
   * @throws IllegalArgumentException when it has not an image's form
   */
  static ImageRef image(String text) {
    return ImageRef.parse(Shapes.matching(Pattern.compile(IMAGE_FORM), text, IMAGE_WANTED));
  }

  /** A path without a way out. */
  static String inside(String path) {
    if (!path.equals(".") && UP.matcher(path).matches()) {
      throw new IllegalArgumentException(Shapes.quoted(path) + " must not contain . or .. parts");
    }
    return path;
  }

  /** One spelling of an absolute path: no trailing slash. */
  static String clean(String path) {
    if (path.contains("//") || UP.matcher(path).matches()) {
      throw new IllegalArgumentException(
          Shapes.quoted(path) + " must not contain //, . or .. parts");
    }
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** An IPv4 address as a number. */
  static int number(String address) {
    var number = 0;
    for (var octet : address.split("\\.", -1)) {
      number = number * 256 + Integer.parseInt(octet);
    }
    return number;
  }
}
