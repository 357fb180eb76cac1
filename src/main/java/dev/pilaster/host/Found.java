package dev.pilaster.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilaster.model.ContainerSpec.Labels;
import dev.pilaster.model.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What runs on this host and is not ours; changes nothing. */
public final class Found {
  private static final int NGINX_SECONDS = 20;

  private Found() {}

  /**
   * A container, and the image whose defaults it has.
   *
   * @param inspect the answer of {@code GET /containers/{id}/json}
   * @param image the answer of {@code GET /images/{id}/json}
   */
  public record Container(JsonNode inspect, JsonNode image) {}

  /**
   * The running containers that are not ours, by name.
   *
   * @param engine {@code unix:///var/run/docker.sock}
   * @throws HostException when the engine does not answer
   */
  public static List<Container> containers(String engine) {
    try (var api = new Api(engine)) {
      var found = new ArrayList<Container>();
      for (var entry : api.json(Call.get("list containers", "/containers/json"))) {
        if (!entry.path("Labels").has(Labels.SERVICE)) {
          found.add(container(api, entry.path("Id").asText()));
        }
      }
      found.sort(java.util.Comparator.comparing(c -> c.inspect().path("Name").asText()));
      return found;
    } catch (IOException e) {
      throw new HostException(HostException.Kind.TRANSIENT, "close " + engine + ": " + e, e);
    }
  }

  private static Container container(Api api, String id) {
    var inspect = api.json(Call.get("inspect a container", "/containers/" + id + "/json"));
    var image = Call.part(inspect.path("Image").asText());
    return new Container(
        inspect, api.json(Call.get("inspect an image", "/images/" + image + "/json")));
  }

  /**
   * nginx's whole configuration, as {@code nginx -T} prints it; empty when there is no nginx here.
   *
   * @throws IOException when nginx refuses its configuration
   */
  public static String nginx() throws IOException {
    var output = Files.createTempFile("pilaster-nginx", ".conf");
    try {
      var process =
          new ProcessBuilder("nginx", "-T", "-q")
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(NGINX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("nginx -T failed: `nginx -t` says why");
      }
      return Files.readString(output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(output);
    }
  }
}
