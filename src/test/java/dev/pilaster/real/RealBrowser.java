package dev.pilaster.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/** A headless Chromium, driven as the W3C's WebDriver says, through Debian's chromedriver. */
public final class RealBrowser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-dev-shm-usage",
          "--disable-gpu",
          "--hide-scrollbars",
          "--force-color-profile=srgb",
          "--no-first-run");

  private final Running driver;
  private final String server;
  private final String session;

  private RealBrowser(Running driver, String server) {
    this.driver = driver;
    this.server = server;
    var options = Map.of("args", FLAGS, "binary", "/usr/bin/chromium");
    var wanted =
        Map.of("goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL"));
    var capabilities = Map.of("capabilities", Map.of("alwaysMatch", wanted));
    this.session = "/session/" + ask("POST", "/session", capabilities).path("sessionId").asText();
  }

  /** Starts one; what its driver says goes to a file in this directory. */
  public static RealBrowser start(Path dir) {
    var port = Ports.free();
    var server = "http://127.0.0.1:" + port;
    BooleanSupplier ready = () -> answers(server + "/status");
    var argv = List.of("/usr/bin/chromedriver", "--port=" + port);
    return new RealBrowser(Running.start(dir.resolve("chromedriver.log"), ready, argv), server);
  }

  private static boolean answers(String url) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode ask(String method, String path, Object body) {
    try {
      var text = method.equals("POST") ? JSON.writeValueAsString(body) : "";
      var request =
          HttpRequest.newBuilder(URI.create(server + path))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(text))
              .build();
      var answer = HTTP.send(request, BodyHandlers.ofString());
      var value = JSON.readTree(answer.body()).path("value");
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + value.path("message").asText());
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public RealBrowser open(String url) {
    ask("POST", session + "/url", Map.of("url", url));
    return this;
  }

  /** What a script's {@code return} gives. */
  public JsonNode script(String text) {
    return ask("POST", session + "/execute/sync", Map.of("script", text, "args", List.of()));
  }

  private String find(String css) {
    var how = Map.of("using", "css selector", "value", css);
    return session + "/element/" + ask("POST", session + "/element", how).path(ELEMENT).asText();
  }

  /** What a person sees of the first element of this kind. */
  public String text(String css) {
    return ask("GET", find(css) + "/text", "").asText();
  }

  public RealBrowser click(String css) {
    ask("POST", find(css) + "/click", Map.of());
    return this;
  }

  public RealBrowser type(String css, String text) {
    ask("POST", find(css) + "/value", Map.of("text", text));
    return this;
  }

  /** Keys for whatever has the focus. */
  public RealBrowser press(String keys) {
    var active = ask("GET", session + "/element/active", "").path(ELEMENT).asText();
    ask("POST", session + "/element/" + active + "/value", Map.of("text", keys));
    return this;
  }

  /** Waits until a script's expression is true. */
  public RealBrowser await(String expression) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!script("return Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never true: " + expression + "\n" + text("body"));
      }
    }
    return this;
  }

  /** Waits until the first element of this kind shows a text, in letters of any case. */
  public RealBrowser awaitText(String css, String text) {
    try {
      return await(
          "(document.querySelector(%s)?.innerText ?? '').toLowerCase().includes(%s.toLowerCase())"
              .formatted(JSON.writeValueAsString(css), JSON.writeValueAsString(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A screen of this size, of a person who likes it dark or light. */
  public RealBrowser screen(int width, int height, boolean dark) {
    devtools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    devtools("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    return this;
  }

  private JsonNode devtools(String command, Map<String, ?> parameters) {
    var body = Map.of("cmd", command, "params", parameters);
    return ask("POST", session + "/goog/cdp/execute", body);
  }

  /** A picture of the whole page. */
  public RealBrowser picture(Path file) {
    var shot =
        devtools("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The accessible name of the first element of this kind, as a screen reader says it. */
  public String spoken(String css) {
    return ask("GET", find(css) + "/computedlabel", "").asText();
  }

  /** What the page complained of since the last question. */
  public List<String> complaints() {
    var log = ask("POST", session + "/se/log", Map.of("type", "browser"));
    return StreamSupport.stream(log.spliterator(), false)
        .map(entry -> entry.path("level").asText() + " " + entry.path("message").asText())
        .toList();
  }

  @Override
  public void close() {
    ask("DELETE", session, "");
    driver.close();
  }
}
