package dev.pilaster.model;

/** Something that a database server is told to do. */
public record DatabaseStep(DatabaseServer server, DatabaseOrder order) implements Step {
  @Override
  public Evidence on(Host host) {
    host.tell(server, order);
    return Evidence.DONE;
  }

  @Override
  public String text() {
    return order.text();
  }
}
