package dev.pilaster.api;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem details for what Jetty refuses before any route sees it. */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Fault.CONTENT_TYPE);
    var path = request.getHttpURI().getPath();
    response.write(true, body(response.getStatus(), path == null ? "" : path), callback);
    return true;
  }

  private static ByteBuffer body(int code, String path) {
    var status = HttpStatus.forStatus(code);
    return ByteBuffer.wrap(Json.write(Fault.Body.of(status, status.getMessage(), path)));
  }
}
