package dev.pilaster.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pilaster.model.Commit;
import dev.pilaster.model.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a message is written. */
public enum Format {
  JSON,
  SLACK;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  byte[] write(Notice notice) {
    return bytes(this == JSON ? json(notice) : slack(notice));
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message of ours is always JSON", e);
    }
  }

  private static Map<String, Object> json(Notice notice) {
    var about = notice.about();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("event", about.event().text());
    fields.put("server", notice.server());
    fields.put("kind", about.kind());
    fields.put("name", about.name());
    fields.put("message", about.message());
    fields.put("drift", about.drift().stream().map(Field::of).toList());
    notice.commit().ifPresent(c -> commit(fields, c));
    notice.operation().ifPresent(id -> fields.put("operation", id));
    fields.put("time", notice.time().toString());
    fields.put("text", notice.text());
    return fields;
  }

  private static void commit(Map<String, Object> fields, Commit commit) {
    fields.put("revision", commit.revision());
    fields.put("author", commit.author());
    fields.put("subject", commit.subject());
  }

  private record Field(String field, String desired, String actual) {
    static Field of(Difference d) {
      return new Field(d.field(), d.desired(), d.actual());
    }
  }

  /** Slack's incoming webhooks, which Mattermost and Rocket.Chat read as well. */
  private static Map<String, Object> slack(Notice notice) {
    var text = escaped(notice.text());
    var color = notice.about().event() == Event.RECOVERED ? "good" : color(notice);
    return Map.of("attachments", List.of(new Attachment(color, text, text)));
  }

  private record Attachment(String color, String text, String fallback) {}

  private static String color(Notice notice) {
    return notice.about().event().alarms() ? "danger" : "warning";
  }

  /** What has a meaning to Slack: nobody is called by a commit's subject. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
