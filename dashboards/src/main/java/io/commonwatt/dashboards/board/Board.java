package io.commonwatt.dashboards.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonwatt.dashboards.dashboard.Dashboard;
import io.commonwatt.dashboards.dashboard.Macros;
import io.commonwatt.dashboards.dashboard.Panel;
import io.commonwatt.dashboards.dashboard.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board's server. It serves pages of its own, the dashboards' JSON and the rows of their
 * panels' queries; a browser names a panel, never SQL. Loopback only. Thread-safe.
 */
public final class Board implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Board.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int THREADS = 4;
  private static final int POINTS = 700;
  private static final Map<String, String> PAGES =
      Map.of(
          "/", "/board/index.html",
          "/board.js", "/board/board.js",
          "/board.css", "/board/board.css",
          "/favicon.svg", "/board/favicon.svg",
          "/chart.js", "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js");

  private final HttpServer server;
  private final ExecutorService threads;
  private final PanelQueries queries;
  private final BoardSettings settings;

  private Board(BoardSettings settings) throws IOException {
    this.settings = settings;
    this.queries = new PanelQueries(settings.jdbcUrl());
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
    this.threads = Executors.newFixedThreadPool(THREADS, Board::daemon);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "commonwatt-board");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts a board.
   *
   * @throws IllegalStateException when the port is taken
   */
  public static Board start(BoardSettings settings) {
    try {
      return new Board(settings);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot open the board on port "
              + settings.port()
              + ": "
              + e.getMessage()
              + "; give another --port",
          e);
    }
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "GET only".getBytes(StandardCharsets.UTF_8));
      } else if (PAGES.containsKey(path)) {
        page(exchange, PAGES.get(path));
      } else if (path.startsWith("/api/")) {
        api(exchange, path.substring("/api/".length()));
      } else {
        send(exchange, 404, "text/plain", ("Nothing at " + path).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void page(HttpExchange exchange, String resource) throws IOException {
    try (InputStream in = Board.class.getResourceAsStream(resource)) {
      if (in == null) {
        send(
            exchange,
            500,
            "text/plain",
            (resource + " is missing").getBytes(StandardCharsets.UTF_8));
        return;
      }
      String type =
          resource.endsWith(".html")
              ? "text/html"
              : resource.endsWith(".css")
                  ? "text/css"
                  : resource.endsWith(".svg") ? "image/svg+xml" : "text/javascript";
      send(exchange, 200, type + "; charset=utf-8", in.readAllBytes());
    }
  }

  private void api(HttpExchange exchange, String call) throws IOException {
    Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
    int status = 200;
    Object answer;
    try {
      answer =
          switch (call) {
            case "dashboards" -> dashboards();
            case "dashboard" -> dashboard(query);
            case "panel" -> panel(query);
            case "annotation" -> annotation(query);
            default -> throw new NoSuchElementException("No call /api/" + call);
          };
    } catch (NoSuchElementException | IllegalArgumentException e) {
      status = 400;
      answer = Map.of("error", String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      LOG.warn("Query of the board failed: {}", e.getMessage());
      status = 500;
      answer = Map.of("error", String.valueOf(e.getMessage()));
    }
    send(exchange, status, "application/json; charset=utf-8", MAPPER.writeValueAsBytes(answer));
  }

  private static List<Map<String, String>> dashboards() {
    List<Map<String, String>> named = new ArrayList<>();
    for (String name : Dashboard.listShipped()) {
      named.add(Map.of("name", name, "title", Dashboard.getShipped(name).title()));
    }
    return named;
  }

  /**
   * A dashboard's JSON, the range it opens at, and of its variables the values and the chosen ones:
   * those asked for, else all or the first. Values may depend on what is chosen before them.
   */
  private Map<String, Object> dashboard(Map<String, List<String>> query) throws SQLException {
    Dashboard dashboard = Dashboard.getShipped(first(query, "name"));
    Instant[] whole = range();
    Instant from = query.containsKey("from") ? time(query, "from") : whole[0];
    Instant to = query.containsKey("to") ? time(query, "to") : whole[1];
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map<String, List<String>> chosen = new LinkedHashMap<>();
    for (Variable variable : dashboard.variables()) {
      Macros macros = new Macros(from, to, Intervals.choose(from, to, POINTS, ""), chosen);
      List<String> found = queries.values(macros.expand(variable.sql()));
      List<String> asked = new ArrayList<>(query.getOrDefault("var-" + variable.name(), List.of()));
      asked.retainAll(found);
      if (asked.isEmpty()) {
        asked = variable.includeAll() || found.isEmpty() ? found : found.subList(0, 1);
      }
      values.put(variable.name(), found);
      chosen.put(variable.name(), asked);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("dashboard", dashboard.json());
    answer.put("variables", values);
    answer.put("chosen", chosen);
    answer.put("whole", new long[] {whole[0].toEpochMilli(), whole[1].toEpochMilli()});
    answer.put("from", from.toEpochMilli());
    answer.put("to", to.toEpochMilli());
    answer.put("note", settings.note());
    return answer;
  }

  private Instant[] range() throws SQLException {
    if (settings.from() != null && settings.to() != null) {
      return new Instant[] {settings.from(), settings.to()};
    }
    Instant[] stored = queries.storedRange();
    if (stored == null) {
      return new Instant[] {Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1))};
    }
    return new Instant[] {stored[0], stored[1].plus(Duration.ofHours(48))};
  }

  private Map<String, Object> panel(Map<String, List<String>> query) throws SQLException {
    Dashboard dashboard = Dashboard.getShipped(first(query, "name"));
    Panel panel = dashboard.getPanel(Integer.parseInt(first(query, "panel")));
    Macros macros = macros(dashboard, query, panel.interval());
    List<Object> frames = new ArrayList<>();
    for (var target : panel.targets()) {
      Map<String, Object> frame = new LinkedHashMap<>(queries.run(macros.expand(target.rawSql())));
      frame.put("refId", target.refId());
      frame.put("format", target.format());
      frames.add(frame);
    }
    return Map.of("frames", frames);
  }

  private Map<String, Object> annotation(Map<String, List<String>> query) throws SQLException {
    Dashboard dashboard = Dashboard.getShipped(first(query, "name"));
    return queries.annotation(dashboard, macros(dashboard, query, ""));
  }

  private static Instant time(Map<String, List<String>> query, String key) {
    return Instant.ofEpochMilli(Long.parseLong(first(query, key)));
  }

  private static Macros macros(
      Dashboard dashboard, Map<String, List<String>> query, String smallest) {
    Instant from = time(query, "from");
    Instant to = time(query, "to");
    Map<String, List<String>> variables = new LinkedHashMap<>();
    dashboard.variables().forEach(variable -> variables.put(variable.name(), List.of()));
    query.forEach(
        (key, values) -> {
          if (key.startsWith("var-")) {
            variables.put(key.substring("var-".length()), values);
          }
        });
    return new Macros(from, to, Intervals.choose(from, to, POINTS, smallest), variables);
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values
              .computeIfAbsent(
                  URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                  key -> new ArrayList<>())
              .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }

  private static String first(Map<String, List<String>> query, String key) {
    List<String> values = query.get(key);
    if (values == null) {
      throw new IllegalArgumentException("The call needs " + key + "=…");
    }
    return values.get(0);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() throws SQLException {
    server.stop(0);
    threads.shutdownNow();
    queries.close();
  }
}
