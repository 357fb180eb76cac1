package dev.pilaster.host;

import dev.pilaster.model.Fileset;
import dev.pilaster.real.RealNginx;
import java.util.Map;
import java.util.TreeMap;

/** Small vhosts by hand, with the server that shows their digest. */
record Vhosts(RealNginx nginx) {
  /** File name to what its server block holds. */
  Fileset of(Map<String, String> servers) {
    var files = new TreeMap<String, Fileset.Text>();
    servers.forEach((name, body) -> put(files, name, "server_name " + name + ";\n" + body));
    var digest = "d" + Integer.toHexString(files.toString().hashCode());
    put(
        files,
        "00-pilaster.conf",
        "server_name pilaster.invalid;\nlocation = /digest { return 200 %s; }".formatted(digest));
    return new Fileset(Fileset.Kind.NGINX, files, digest);
  }

  private void put(Map<String, Fileset.Text> files, String name, String body) {
    var listen = body.contains("listen ") ? "" : "listen 127.0.0.1:%d;\n".formatted(nginx.port);
    var text = Fileset.MARK + "\nserver {\n" + listen + body + "\n}\n";
    files.put(path(name), new Fileset.Text(text, 0644));
  }

  String path(String name) {
    return nginx.directory.resolve(name).toString();
  }
}
