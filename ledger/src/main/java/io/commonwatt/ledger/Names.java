package io.commonwatt.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers names in the order they are first seen, so that state need not repeat them. */
final class Names {

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> indices = new HashMap<>();

  /** Number of a name, given to it if it has none. */
  int indexOf(String name) {
    Integer known = indices.putIfAbsent(name, names.size());
    if (known == null) {
      names.add(name);
      return names.size() - 1;
    }
    return known;
  }

  String get(int index) {
    return names.get(index);
  }

  int size() {
    return names.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }

  static Names read(DataInput in) throws IOException {
    Names names = new Names();
    for (int count = in.readInt(); count > 0; count--) {
      names.indexOf(in.readUTF());
    }
    return names;
  }
}
