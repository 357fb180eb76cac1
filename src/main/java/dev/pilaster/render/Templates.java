package dev.pilaster.render;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/** The templates of this package; an unknown variable in one of them is an error. */
final class Templates {
  private static final PebbleEngine ENGINE =
      new PebbleEngine.Builder()
          .loader(loader())
          .extension(new Indent())
          .autoEscaping(false)
          .strictVariables(true)
          .build();

  private Templates() {}

  private static ClasspathLoader loader() {
    var loader = new LineLoader(Templates.class.getClassLoader());
    loader.setPrefix("dev/pilaster/render");
    loader.setSuffix(".peb");
    return loader;
  }

  /** The text of one template with these variables. */
  static String render(String template, Map<String, Object> variables) {
    var text = new StringWriter();
    try {
      ENGINE.getTemplate(template).evaluate(text, variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Pebble drops the line break after every tag, which is right for {@code {% … %}}; after a value
   * at the end of a line it has to stay.
   */
  private static final class LineLoader extends ClasspathLoader {
    LineLoader(ClassLoader loader) {
      super(loader);
    }

    @Override
    public Reader getReader(String name) throws PebbleException {
      try (var reader = new BufferedReader(super.getReader(name))) {
        var text = reader.lines().collect(Collectors.joining("\n", "", "\n"));
        return new StringReader(text.replace("}}\n", "}}\n\n"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
