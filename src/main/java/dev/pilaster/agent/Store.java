package dev.pilaster.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The agent's SQLite file. A statement is durable when it returns (WAL, {@code synchronous=FULL}),
 * so that what a plan decided survives a kill at any point.
 */
public final class Store implements AutoCloseable {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path file;
  private final Connection connection;

  private Store(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens or makes the file; its directory exists. */
  public static Store open(Path file) {
    try {
      var store = new Store(file, DriverManager.getConnection("jdbc:sqlite:" + file));
      store.execute("PRAGMA journal_mode=WAL");
      store.execute("PRAGMA synchronous=FULL");
      store.execute("PRAGMA cache_size=-1000");
      store.execute(
          "CREATE TABLE IF NOT EXISTS entry"
              + " (section TEXT, key TEXT, json TEXT, PRIMARY KEY (section, key))");
      store.execute(
          "CREATE TABLE IF NOT EXISTS operation"
              + " (id INTEGER PRIMARY KEY, started TEXT, json TEXT)");
      return store;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours is always JSON", e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read what was kept: " + e.getMessage(), e);
    }
  }

  static SortedMap<String, String> readMap(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read what was kept: " + e.getMessage(), e);
    }
  }

  /** Runs a statement. */
  synchronized void execute(String sql, Object... values) {
    try (var statement = prepare(sql, values)) {
      statement.execute();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** All or nothing. */
  synchronized void together(Runnable statements) {
    execute("BEGIN IMMEDIATE");
    try {
      statements.run();
      execute("COMMIT");
    } catch (RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** On a full disk SQLite has done so itself, and refuses: what failed first is what counts. */
  private void rollBack(RuntimeException cause) {
    try {
      execute("ROLLBACK");
    } catch (StoreException e) {
      cause.addSuppressed(e);
    }
  }

  /** What a row is read as. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  synchronized <T> List<T> query(Row<T> row, String sql, Object... values) {
    try (var statement = prepare(sql, values);
        var result = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private StoreException failed(String sql, SQLException e) {
    return new StoreException("%s: %s: %s".formatted(file, sql, e.getMessage()), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
