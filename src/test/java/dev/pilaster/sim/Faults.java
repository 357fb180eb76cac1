package dev.pilaster.sim;

import dev.pilaster.model.Host;
import dev.pilaster.model.HostException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host at whose n-th call something happens. A gate asks the same many times while nothing is
 * done: the first two of them count.
 */
final class Faults {
  private static final Set<String> LOOKS = Set.of("observe", "facts", "hashCode", "equals");
  private static final Set<String> QUESTIONS = Set.of("check", "askSites", "drained", "idle");

  /** The process is gone: nothing of it catches this. */
  static final class Crash extends Error {
    Crash() {
      super("killed");
    }
  }

  /** What happens, and when. */
  enum Kind {
    CRASH_BEFORE,
    CRASH_AFTER,
    TRANSIENT,
    /** The engine restarts right after it, and the agent lives. */
    ENGINE_RESTART,
    /** Everything is killed right after it; what has a policy comes back. */
    REBOOT
  }

  private final FakeHost host;
  private final int at;
  private final Kind kind;
  private int count;
  private final Map<List<Object>, Integer> asked = new HashMap<>();
  private boolean happened;

  Faults(FakeHost host, int at, Kind kind) {
    this.host = host;
    this.at = at;
    this.kind = kind;
  }

  /** The same host, with the fault in it. */
  Host host() {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, args) -> call(method, args));
  }

  /** Whether the way was long enough for it to happen. */
  boolean happened() {
    return happened;
  }

  private Object after(Object result) {
    if (kind == Kind.ENGINE_RESTART) {
      host.restartEngine(0);
      return result;
    }
    if (kind == Kind.REBOOT) {
      host.restartEngine(255);
    }
    throw new Crash();
  }

  private boolean counts(java.lang.reflect.Method method, Object[] args) {
    if (LOOKS.contains(method.getName())) {
      return false;
    }
    if (!QUESTIONS.contains(method.getName())) {
      asked.clear();
      return true;
    }
    return asked.merge(Arrays.asList(args), 1, Integer::sum) <= 2;
  }

  private Object call(java.lang.reflect.Method method, Object[] args) throws Throwable {
    var mine = counts(method, args) && ++count == at;
    happened |= mine;
    if (mine && kind == Kind.TRANSIENT) {
      throw new HostException(HostException.Kind.TRANSIENT, "the engine is away");
    }
    if (mine && kind == Kind.CRASH_BEFORE) {
      throw new Crash();
    }
    try {
      var result = method.invoke(host, args);
      return mine ? after(result) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
