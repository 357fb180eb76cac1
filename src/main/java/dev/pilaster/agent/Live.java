package dev.pilaster.agent;

import dev.pilaster.model.Desired;
import dev.pilaster.model.HostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What can be seen of an agent while it works. Any thread may look. */
public final class Live {
  private final Supplier<List<Progress>> progress;
  private final BiFunction<String, Integer, String> logs;
  private final Supplier<Binding.Machine> machine;
  private final List<Consumer<Status>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Desired> desired = Optional.empty();

  /**
   * @param progress what is being performed now
   * @param logs the last lines of a container, by its name
   * @param machine this one, and the one that the state belongs to
   */
  public Live(
      Supplier<List<Progress>> progress,
      BiFunction<String, Integer, String> logs,
      Supplier<Binding.Machine> machine) {
    this.progress = progress;
    this.logs = logs;
    this.machine = machine;
  }

  /** This machine, and the one that the state belongs to. */
  public Binding.Machine machine() {
    return machine.get();
  }

  /** The steps that are being performed now. */
  public List<Progress> progress() {
    return progress.get();
  }

  /**
   * The last lines that a container wrote, oldest first.
   *
   * @param container the name of a generation
   * @throws HostException when the engine does not answer, or does not have it
   */
  public String logs(String container, int lines) {
    return logs.apply(container, lines);
  }

  /** What git asks of this host, as it was last read without fault. */
  public Optional<Desired> desired() {
    return desired;
  }

  /** Is told how everything stands after each turn, on the turn's thread: it must not wait. */
  public void follow(Consumer<Status> listener) {
    listeners.add(listener);
  }

  /** A turn has ended. */
  public void stood(Status status, Optional<Desired> wanted) {
    desired = wanted.or(() -> desired);
    listeners.forEach(listener -> listener.accept(status));
  }
}
