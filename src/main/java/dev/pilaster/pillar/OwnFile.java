package dev.pilaster.pillar;

import java.util.Map;
import java.util.Optional;

/** The path of a file of the pillar's own repository, read as that file's text. */
record OwnFile() implements Shape<String> {
  @Override
  public Optional<String> read(Node node, Context in) {
    return Formats.RELATIVE
        .read(node, in)
        .flatMap(path -> in.references().file(path, node.place(), in));
  }

  @Override
  public Map<String, Object> schema() {
    return Formats.RELATIVE.schema();
  }
}
