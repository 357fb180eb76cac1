package dev.pilaster.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The demo's private registry.
 *
 * @param address host and port
 */
record Registry(String address, Outer outer) {
  /** A tag keeps its first image on the host: a second recipe under it would never be tried. */
  private static final Map<String, String> RECIPES = new ConcurrentHashMap<>();

  private static String container() {
    return Demo.name() + "-registry";
  }

  void stop() {
    outer.docker("stop", container());
  }

  void start() {
    outer.docker("start", container());
  }

  /** It takes connections and never answers. */
  void freeze() {
    outer.docker("pause", container());
  }

  void thaw() {
    outer.docker("unpause", container());
  }

  /** Builds and pushes an image of the name php; {@code %s} in the recipe is this registry. */
  void push(String tag, String dockerfile) {
    push("php", tag, dockerfile);
  }

  /** Builds and pushes a tag that the example lists. */
  void pushExample(String name, String tag) {
    Demo.run("push-image", name, tag, "example-config-repo/images/" + name);
  }

  /** Builds and pushes an image; {@code %s} in the recipe is this registry. */
  void push(String name, String tag, String dockerfile) {
    var before = RECIPES.putIfAbsent(name + ":" + tag, dockerfile);
    if (before != null && !before.equals(dockerfile)) {
      throw new AssertionError("%s:%s is another test's: %s".formatted(name, tag, before));
    }
    try {
      var recipe = Files.createTempDirectory("pilaster-recipe");
      Files.writeString(recipe.resolve("Dockerfile"), dockerfile.formatted(address));
      Demo.run("push-image", name, tag, recipe.toString());
      Files.delete(recipe.resolve("Dockerfile"));
      Files.delete(recipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
