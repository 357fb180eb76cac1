package dev.pilaster.render;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.List;
import java.util.Map;

/** The filter {@code indent}: what is used one level deeper than it was written for. */
final class Indent extends AbstractExtension implements Filter {
  @Override
  public Map<String, Filter> getFilters() {
    return Map.of("indent", this);
  }

  @Override
  public List<String> getArgumentNames() {
    return List.of();
  }

  @Override
  public String apply(
      Object input,
      Map<String, Object> args,
      PebbleTemplate self,
      EvaluationContext context,
      int lineNumber) {
    return input.toString().replaceAll("(?m)^(?=.)", "    ");
  }
}
