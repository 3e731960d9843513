package io.commonwatt.contracts.community;

import io.commonwatt.contracts.community.CommunityFileException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a community file, so that all of it is said at once. */
final class Problems {

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String object, String what, String remedy) {
    found.add(new Problem(file, line, object, what, remedy));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Problem::line));
      throw new CommunityFileException(file, found);
    }
  }
}
