package dev.pilaster.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One conversation with a mail server, as bare as can be (RFC 5321). */
final class Smtp implements AutoCloseable {
  private final Socket socket = new Socket();
  private final BufferedReader answers;

  Smtp(String from, String server) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getByName(server), 25), 5_000);
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    answer();
  }

  private String answer() throws IOException {
    var line = answers.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = answers.readLine();
    }
    return String.valueOf(line);
  }

  private String say(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    return answer();
  }

  /** What a recipient is answered. */
  String recipient(String name, String sender, String recipient) throws IOException {
    say("EHLO " + name);
    say("MAIL FROM:<" + sender + ">");
    return say("RCPT TO:<" + recipient + ">");
  }

  /** What a whole message is answered, or the first refusal. */
  String send(String name, String sender, String recipient) throws IOException {
    var answer = recipient(name, sender, recipient);
    if (!answer.startsWith("250")) {
      return answer;
    }
    say("DATA");
    return say("From: " + sender + "\r\nSubject: a test\r\n\r\nHello.\r\n.");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
