package io.commonwatt.market.clearing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A radial grid: each node but one hangs on the node above it by a line or transformer that carries
 * so much and no more, and charges for what it carries. Immutable.
 *
 * @param nodes in any order
 */
public record DistributionGrid(List<Node> nodes) {

  /** Limit of a line that carries anything. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final String HEADER = "node,parent,limitWh,feeMilliCentPerKwh";
  private static final String IMPEDANCES = ",resistanceOhm,reactanceOhm";

  /**
   * A node with the line to the node above.
   *
   * @param parent the node above; empty for the top
   * @param limitWh most energy over the line in the market time unit, either way, Wh
   * @param feeMilliCentPerKwh charged for energy over the line, milli-cent per kWh
   * @param resistanceOhm of the line, for the linearised flow; 0 leaves it out
   * @param reactanceOhm of the line
   */
  public record Node(
      String id,
      String parent,
      long limitWh,
      long feeMilliCentPerKwh,
      double resistanceOhm,
      double reactanceOhm) {

    /** A node whose line has no impedance. */
    public Node(String id, String parent, long limitWh, long feeMilliCentPerKwh) {
      this(id, parent, limitWh, feeMilliCentPerKwh, 0, 0);
    }

    public Node {
      require(!id.isBlank(), "a node has no id; name it");
      require(limitWh >= 0, "node '" + id + "': the limit " + limitWh + " Wh is negative");
      require(
          feeMilliCentPerKwh >= 0,
          "node '" + id + "': the fee " + feeMilliCentPerKwh + " is negative");
      require(
          resistanceOhm >= 0
              && reactanceOhm >= 0
              && Double.isFinite(resistanceOhm)
              && Double.isFinite(reactanceOhm),
          "node '" + id + "': the impedance " + resistanceOhm + " + " + reactanceOhm + "i ohm");
    }
  }

  public DistributionGrid {
    nodes = List.copyOf(nodes);
    Map<String, Node> byId = new LinkedHashMap<>();
    int tops = 0;
    for (Node node : nodes) {
      require(byId.put(node.id(), node) == null, "node '" + node.id() + "' is there twice");
      tops += node.parent().isEmpty() ? 1 : 0;
    }
    require(tops == 1, tops + " nodes have no parent; exactly one, the top, has none");
    for (Node node : nodes) {
      require(
          node.parent().isEmpty() || byId.containsKey(node.parent()),
          "the parent '" + node.parent() + "' of node '" + node.id() + "' is not a node; add it");
      Node above = node;
      for (int steps = 0; !above.parent().isEmpty(); steps++) {
        require(steps < nodes.size(), "node '" + node.id() + "' hangs on itself; cut the circle");
        above = byId.get(above.parent());
      }
    }
  }

  /** Whether any line charges a fee. */
  boolean hasFees() {
    return nodes.stream()
        .anyMatch(node -> !node.parent().isEmpty() && node.feeMilliCentPerKwh() > 0);
  }

  /** The nodes, each after the node above it, those of one node by id. */
  public List<Node> fromTheTop() {
    Map<String, List<Node>> below = new LinkedHashMap<>();
    for (Node node : nodes) {
      below.computeIfAbsent(node.parent(), parent -> new ArrayList<>()).add(node);
    }
    List<Node> ordered = new ArrayList<>(below.get(""));
    for (int i = 0; i < ordered.size(); i++) {
      List<Node> children = below.getOrDefault(ordered.get(i).id(), List.of());
      children.stream().sorted((a, b) -> a.id().compareTo(b.id())).forEach(ordered::add);
    }
    return ordered;
  }

  /**
   * Reads a grid file, UTF-8: CSV with the header {@code
   * node,parent,limitWh,feeMilliCentPerKwh[,resistanceOhm,reactanceOhm]}; an empty parent is the
   * top, an empty limit none, another empty cell 0.
   *
   * @throws BookFormatException naming the line
   */
  public static DistributionGrid read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader, file.getFileName().toString());
    }
  }

  /**
   * Reads a grid.
   *
   * @param source name to call it by in errors
   * @throws BookFormatException naming the line
   */
  public static DistributionGrid read(Reader reader, String source) throws IOException {
    BufferedReader lines = new BufferedReader(reader);
    String header = Book.header(lines.readLine());
    if (!HEADER.equals(header) && !(HEADER + IMPEDANCES).equals(header)) {
      throw new BookFormatException(
          source, 1, "the header is '" + header + "'; write '" + HEADER + "[" + IMPEDANCES + "]'");
    }
    int columns = header.split(",", -1).length;
    List<Node> nodes = new ArrayList<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        nodes.add(node(line.split(",", -1), columns, source, number));
      }
    }
    try {
      return new DistributionGrid(nodes);
    } catch (IllegalArgumentException e) {
      throw new BookFormatException(source, number, e.getMessage());
    }
  }

  private static Node node(String[] cells, int columns, String source, int line) {
    if (cells.length != columns) {
      throw new BookFormatException(
          source, line, cells.length + " columns where the header has " + columns);
    }
    try {
      return new Node(
          cells[0].strip(),
          cells[1].strip(),
          cells[2].isBlank() ? UNLIMITED : Long.parseLong(cells[2].strip()),
          cells[3].isBlank() ? 0 : Long.parseLong(cells[3].strip()),
          columns == 4 ? 0 : ohm(cells[4]),
          columns == 4 ? 0 : ohm(cells[5]));
    } catch (NumberFormatException e) {
      throw new BookFormatException(
          source,
          line,
          "limit '" + cells[2] + "', fee '" + cells[3] + "'; write whole numbers, and ohm as 0.25");
    } catch (IllegalArgumentException e) {
      throw new BookFormatException(source, line, e.getMessage());
    }
  }

  private static double ohm(String cell) {
    return cell.isBlank() ? 0 : Double.parseDouble(cell.strip());
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("Grid: " + what);
    }
  }
}
