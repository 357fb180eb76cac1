package dev.pilaster.load;

/** The classes of requests, counted apart (DEPLOY, measuring). */
public enum Traffic {
  /** A connection for each GET. */
  NEW("new connection per GET", 32),
  /** Connections that are hardly ever idle: ten requests a second on each. */
  BUSY("busy keep-alive", 40, 10),
  /** Connections that are idle for most of a second: here the idle race lives. */
  SLOW("slow keep-alive, 1/s", 10, 1),
  POST("POST with a body", 15),
  /** Longer than a switch takes; the site sleeps on when a signal wakes it. */
  LONG("longer than 3 s", 1),
  /** The body comes in pieces. */
  UPLOAD("slow upload", 1),
  /** The answer comes in pieces. */
  DOWNLOAD("slow download", 1),
  /**
   * Clients that ask again as soon as they are answered: more of them than the pool has workers.
   * The one class that is no open loop, for it would grow without end.
   */
  CROWD("saturated pool", 0);

  private static final int POSTED = 3000;
  private static final int UPLOADED = 40_000;
  private static final int DOWNLOADED = 320_000;

  private final String title;
  private final int share;
  private final int perConnection;

  Traffic(String title, int share) {
    this(title, share, 0);
  }

  Traffic(String title, int share, int perConnection) {
    this.title = title;
    this.share = share;
    this.perConnection = perConnection;
  }

  String title() {
    return title;
  }

  /** Of a hundred requests of all classes. */
  int share() {
    return share;
  }

  /** Whether its connections are used again. */
  boolean keeps() {
    return perConnection > 0;
  }

  /** How many connections are kept open for so many requests a second. */
  int connections(double perSecond) {
    return keeps() ? (int) Math.ceil(perSecond / perConnection) : 0;
  }

  /** Bytes of the request's body. */
  int posts() {
    return this == POST ? POSTED : this == UPLOAD ? UPLOADED : 0;
  }

  /** Bytes that the answer has besides its text. */
  int receives() {
    return this == DOWNLOAD ? DOWNLOADED : 0;
  }
}
