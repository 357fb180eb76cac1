package dev.pilaster.agent;

/** What the agent knows could not be kept or read: the disk's fault, tried again later. */
final class StoreException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
