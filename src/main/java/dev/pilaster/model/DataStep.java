package dev.pilaster.model;

/** What is done to a service's data directories. */
public sealed interface DataStep extends Step {
  /** Says that these are data directories, so that an unmounted disk is noticed. */
  record Mark(Data data) implements DataStep {
    @Override
    public Evidence on(Host host) {
      host.mark(data.dirs());
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "mark " + data.text();
    }
  }

  /** Makes sure, before anything ends, that a snapshot can be taken. */
  record Room(Data data) implements DataStep {
    @Override
    public Evidence on(Host host) {
      host.room(data);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "check that there is room for a snapshot of " + data.text();
    }
  }

  /** Copies them while nothing runs on them. */
  record Snapshot(Data data) implements DataStep {
    @Override
    public Evidence on(Host host) {
      host.snapshot(data);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "take a snapshot of " + data.text();
    }
  }

  /** Puts the copies in their place, by renaming. */
  record Restore(Data data) implements DataStep {
    @Override
    public Evidence on(Host host) {
      host.restore(data);
      return Evidence.DONE;
    }

    @Override
    public String text() {
      return "restore the snapshot of " + data.text();
    }
  }
}
