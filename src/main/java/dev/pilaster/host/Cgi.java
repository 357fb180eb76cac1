package dev.pilaster.host;

import dev.pilaster.model.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a request as nginx would send them (RFC 3875, 4.1): real paths, so that the
 * opcode cache is warmed for what visitors will ask.
 */
record Cgi(Check.SiteCheck site) {
  SortedMap<String, String> params() {
    var params = new TreeMap<String, String>();
    var question = site.path().indexOf('?');
    var script = real(site.script());
    var docroot = real(site.docroot());
    params.put("GATEWAY_INTERFACE", "CGI/1.1");
    params.put("SERVER_SOFTWARE", "pilaster");
    params.put("SERVER_PROTOCOL", "HTTP/1.1");
    params.put("REQUEST_METHOD", "GET");
    params.put("REQUEST_SCHEME", "http");
    params.put("REQUEST_URI", site.path());
    params.put("QUERY_STRING", question < 0 ? "" : site.path().substring(question + 1));
    params.put("SCRIPT_FILENAME", script);
    params.put(
        "SCRIPT_NAME", script.startsWith(docroot) ? script.substring(docroot.length()) : script);
    params.put("DOCUMENT_URI", params.get("SCRIPT_NAME"));
    params.put("DOCUMENT_ROOT", docroot);
    params.put("REMOTE_ADDR", "127.0.0.1");
    params.put("REMOTE_PORT", "0");
    params.put("SERVER_ADDR", "127.0.0.1");
    params.put("SERVER_PORT", "80");
    params.put("SERVER_NAME", site.host());
    params.put("HTTP_HOST", site.host());
    params.put("HTTP_USER_AGENT", "pilaster");
    params.put("REDIRECT_STATUS", "200");
    if (site.entry().secure()) {
      params.put("HTTPS", "on");
      params.put("REQUEST_SCHEME", "https");
      params.put("SERVER_PORT", "443");
    }
    return params;
  }

  /** As the host sees it; a path that only the container has stays as it is. */
  private static String real(String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException e) {
      return path;
    }
  }
}
