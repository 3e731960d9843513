package io.commonwatt.ingestion.door.csv;

import java.util.Arrays;
import java.util.List;

/** Where the wanted columns of a file are. Columns nobody wants are ignored. */
public final class Header {

  private final List<String> wanted;
  private final int[] positions;
  private final int width;

  private Header(List<String> wanted, int[] positions, int width) {
    this.wanted = wanted;
    this.positions = positions;
    this.width = width;
  }

  /** Columns as wanted, in this order and no others. */
  public static Header of(List<String> wanted) {
    int[] positions = new int[wanted.size()];
    Arrays.setAll(positions, i -> i);
    return new Header(List.copyOf(wanted), positions, positions.length);
  }

  /** Reads a file's first line; null when it does not name every wanted column. */
  public static Header find(String line, List<String> wanted) {
    List<String> names =
        Arrays.asList(Cells.split(line.startsWith("\uFEFF") ? line.substring(1) : line));
    int[] positions = new int[wanted.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = names.indexOf(wanted.get(i));
      if (positions[i] < 0) {
        return null;
      }
    }
    return new Header(List.copyOf(wanted), positions, names.size());
  }

  /**
   * The wanted cells of a line, in the wanted order.
   *
   * @throws UnreadableException rule {@code csv-columns} when the line has not the header's width
   */
  public String[] cells(String line) throws UnreadableException {
    String[] all = Cells.split(line);
    if (all.length != width) {
      throw new UnreadableException(
          "csv-columns",
          "Line has "
              + (line.isEmpty() ? 0 : all.length)
              + " columns, expected "
              + width
              + ": "
              + String.join(",", wanted));
    }
    String[] cells = new String[positions.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = all[positions[i]].trim();
    }
    return cells;
  }

  /** Whether that wanted column is the last of the line. */
  public boolean isLast(int column) {
    return positions[column] == width - 1;
  }
}
