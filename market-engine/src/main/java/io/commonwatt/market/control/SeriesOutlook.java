package io.commonwatt.market.control;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is expected of one series: the newest forecast of each model, and the last known day. */
final class SeriesOutlook {

  final LastDay lastDay;
  private final TreeMap<String, ExpectedPath> byModel = new TreeMap<>();

  SeriesOutlook() {
    this(new LastDay());
  }

  private SeriesOutlook(LastDay lastDay) {
    this.lastDay = lastDay;
  }

  void file(String model, ExpectedPath path) {
    ExpectedPath before = byModel.get(model);
    if (before == null || before.issuedSecond() <= path.issuedSecond()) {
      byModel.put(model, path);
    }
  }

  /** The first model's forecast that is fresh and covers a time; null where none does. */
  ExpectedPath fresh(List<String> models, long atSecond, long toSecond, long staleSeconds) {
    for (String model : models) {
      ExpectedPath path = byModel.get(model);
      if (path != null
          && atSecond - path.issuedSecond() <= staleSeconds
          && path.covers(atSecond, toSecond)) {
        return path;
      }
    }
    return null;
  }

  /** When the newest forecast was issued; the least value where there never was one. */
  long newestSecond() {
    long newest = Long.MIN_VALUE;
    for (ExpectedPath path : byModel.values()) {
      newest = Math.max(newest, path.issuedSecond());
    }
    return newest;
  }

  void write(DataOutput out) throws IOException {
    lastDay.write(out);
    out.writeInt(byModel.size());
    for (Map.Entry<String, ExpectedPath> entry : byModel.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().write(out);
    }
  }

  static SeriesOutlook read(DataInput in) throws IOException {
    SeriesOutlook outlook = new SeriesOutlook(LastDay.read(in));
    for (int size = in.readInt(); size > 0; size--) {
      outlook.byModel.put(in.readUTF(), ExpectedPath.read(in));
    }
    return outlook;
  }
}
