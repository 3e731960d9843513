package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A book of orders as a file: CSV with the header {@code
 * side,id,quantityWh,priceMilliCentPerKwh[,time]}, side {@code bid} or {@code ask}, in any order.
 * Each order is its own owner.
 *
 * @param orders as read
 */
public record Book(List<Order> orders) {

  private static final String HEADER = "side,id,quantityWh,priceMilliCentPerKwh";

  public Book {
    orders = List.copyOf(orders);
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
    String header = lines.readLine();
    if (header == null || !(header.equals(HEADER) || header.equals(HEADER + ",time"))) {
      throw new BookFormatException(
          source, 1, "the header is '" + header + "'; write '" + HEADER + "[,time]'");
    }
    int columns = header.split(",", -1).length;
    List<Order> orders = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] cells = line.split(",", -1);
      if (cells.length != columns) {
        throw new BookFormatException(
            source, number, cells.length + " columns where the header has " + columns);
      }
      Order order = order(cells, source, number);
      if (!ids.add(order.id())) {
        throw new BookFormatException(
            source, number, "the id '" + order.id() + "' was used before; ids must be unique");
      }
      orders.add(order);
    }
    return new Book(orders);
  }

  private static Order order(String[] cells, String source, int line) {
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
    if (quantityWh <= 0) {
      throw new BookFormatException(
          source, line, "quantityWh " + quantityWh + "; it must be positive");
    }
    long price = integer(cells[3], "priceMilliCentPerKwh", source, line);
    return new Order(id, id, side, quantityWh, price);
  }

  private static long integer(String cell, String column, String source, int line) {
    try {
      return Long.parseLong(cell.strip());
    } catch (NumberFormatException e) {
      throw new BookFormatException(source, line, column + " '" + cell + "'; write a whole number");
    }
  }
}
