package dev.pilaster.model;

/** What a change is about: one resource of one kind. */
public record Subject(Kind kind, String name) implements Comparable<Subject> {
  /** The physical kinds of resource (DESIGN). */
  public enum Kind {
    NETWORK,
    TREE,
    RELEASE,
    CONTAINER,
    IMAGE,
    FILESET,
    DATABASE;

    /** As the API writes it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Parses {@code kind/name}. */
  public static Subject parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("not KIND/NAME: \"" + text + "\"");
    }
    var kind = text.substring(0, slash).toUpperCase(java.util.Locale.ROOT);
    return new Subject(Kind.valueOf(kind), text.substring(slash + 1));
  }

  public static Subject container(Name name) {
    return new Subject(Kind.CONTAINER, name.value());
  }

  public static Subject release(Name name) {
    return new Subject(Kind.RELEASE, name.value());
  }

  public static Subject tree(Name name) {
    return new Subject(Kind.TREE, name.value());
  }

  /** A site's database by its key. */
  public static Subject database(Name site, String key) {
    return new Subject(Kind.DATABASE, site + "." + key);
  }

  public static Subject fileset(Fileset.Kind kind) {
    return new Subject(Kind.FILESET, kind.text());
  }

  @Override
  public int compareTo(Subject other) {
    var byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return kind.text() + "/" + name;
  }
}
