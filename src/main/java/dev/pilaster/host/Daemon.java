package dev.pilaster.host;

import java.util.concurrent.ThreadFactory;

/** Makes threads of one name, which do not keep the program alive. */
public record Daemon(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
