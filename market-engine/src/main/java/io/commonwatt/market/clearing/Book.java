package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A book of orders as a file: CSV with the header {@code
 * side,id,quantityWh,priceMilliCentPerKwh[,time][,owner][,node][,block]}, side {@code bid} or
 * {@code ask}, in any order. Without owners each order is its own; without times the order book
 * goes by id.
 *
 * @param orders as read
 * @param nodeOf node of the grid by id of the order; empty where the file has none
 * @param blocks ids of the orders that trade in full or not at all: {@code block} is {@code true}
 * @param ofNothing ids of the orders of 0 Wh, in the order read, which are no part of {@code
 *     orders}
 */
public record Book(
    List<Order> orders, Map<String, String> nodeOf, Set<String> blocks, List<String> ofNothing) {

  private static final String HEADER = "side,id,quantityWh,priceMilliCentPerKwh";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern SPACES = Pattern.compile("\\s");
  private static final Pattern HEADERS =
      Pattern.compile(HEADER + "(,time)?(,owner)?(,node)?(,block)?");

  public Book {
    orders = List.copyOf(orders);
    nodeOf = Map.copyOf(nodeOf);
    blocks = Set.copyOf(blocks);
    ofNothing = List.copyOf(ofNothing);
  }

  /**
   * Reads a book file, UTF-8.
   *
   * @throws BookFormatException naming the line
   */
  public static Book read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader, file.getFileName().toString());
    }
  }

  /**
   * Reads a book.
   *
   * @param source name to call it by in errors
   * @throws BookFormatException naming the line
   */
  public static Book read(Reader reader, String source) throws IOException {
    BufferedReader lines = new BufferedReader(reader);
    String header = header(lines.readLine());
    if (!HEADERS.matcher(header).matches()) {
      throw new BookFormatException(
          source,
          1,
          "the header is '"
              + header
              + "'; write '"
              + HEADER
              + "[,time]', with ',owner' after it where orders share an owner and ',node' last where"
              + " they stand in a grid");
    }
    List<String> columns = List.of(header.split(",", -1));
    List<Order> orders = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Map<String, String> nodeOf = new HashMap<>();
    int node = columns.indexOf("node");
    Set<String> blocks = new HashSet<>();
    List<String> ofNothing = new ArrayList<>();
    int block = columns.indexOf("block");
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] cells = line.split(",", -1);
      if (cells.length != columns.size()) {
        throw new BookFormatException(
            source, number, cells.length + " columns where the header has " + columns.size());
      }
      String id = cells[1].strip();
      if (!ids.add(id)) {
        throw new BookFormatException(
            source, number, "the id '" + id + "' was used before; ids must be unique");
      }
      Optional<Order> order = order(cells, columns, source, number);
      if (order.isEmpty()) {
        ofNothing.add(id);
        continue;
      }
      orders.add(order.get());
      if (node >= 0) {
        nodeOf.put(id, cells[node].strip());
      }
      if (block >= 0 && isBlock(cells[block].strip(), source, number)) {
        blocks.add(id);
      }
    }
    return new Book(orders, nodeOf, blocks, ofNothing);
  }

  /** The header as it is meant: spreadsheets write a byte order mark, people spaces. */
  static String header(String line) {
    if (line == null) {
      return "";
    }
    String marked = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    return SPACES.matcher(marked).replaceAll("");
  }

  private static boolean isBlock(String cell, String source, int line) {
    return switch (cell) {
      case "true" -> true;
      case "false", "" -> false;
      default ->
          throw new BookFormatException(
              source, line, "block '" + cell + "'; write true, false or nothing");
    };
  }

  /** An order; none where the line is right but asks for nothing. */
  private static Optional<Order> order(
      String[] cells, List<String> columns, String source, int line) {
    Side side =
        switch (cells[0].strip()) {
          case "bid" -> Side.BID;
          case "ask" -> Side.ASK;
          default ->
              throw new BookFormatException(
                  source, line, "side '" + cells[0] + "'; write 'bid' or 'ask'");
        };
    String id = cells[1].strip();
    if (id.isEmpty()) {
      throw new BookFormatException(source, line, "the id is empty; give each order one");
    }
    long quantityWh = integer(cells[2], "quantityWh", source, line);
    if (quantityWh < 0) {
      throw new BookFormatException(
          source, line, "quantityWh " + quantityWh + "; it must not be negative");
    }
    long price = integer(cells[3], "priceMilliCentPerKwh", source, line);
    int time = columns.indexOf("time");
    int owner = columns.indexOf("owner");
    if (owner >= 0 && cells[owner].isBlank()) {
      throw new BookFormatException(source, line, "the owner is empty; give each order one");
    }
    long at = time < 0 ? 0 : time(cells[time], source, line);
    if (quantityWh == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Order(id, owner < 0 ? id : cells[owner].strip(), side, quantityWh, price, at));
  }

  /** A whole number, or an instant as nanoseconds since 1970. */
  private static long time(String cell, String source, int line) {
    if (cell.indexOf('T') < 0) {
      return integer(cell, "time", source, line);
    }
    try {
      Instant instant = Instant.parse(cell.strip());
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new BookFormatException(
          source, line, "time '" + cell + "'; write a whole number or 2023-01-31T12:00:00Z");
    }
  }

  private static long integer(String cell, String column, String source, int line) {
    try {
      return Long.parseLong(cell.strip());
    } catch (NumberFormatException e) {
      throw new BookFormatException(source, line, column + " '" + cell + "'; write a whole number");
    }
  }
}
