package io.commonwatt.contracts.community;

import java.util.List;

/** A community file that cannot be used, with everything that is wrong in it. */
public final class CommunityFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param file name of the file
   * @param line from 1
   * @param object kind and id of the object, or {@code community file}
   * @param what what is wrong
   * @param remedy what to do about it
   */
  public record Problem(String file, int line, String object, String what, String remedy) {
    @Override
    public String toString() {
      return file + ':' + line + ": " + object + ": " + what + "; " + remedy;
    }
  }

  private final transient List<Problem> problems;

  CommunityFileException(String file, List<Problem> problems) {
    super(describe(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, by line. */
  public List<Problem> problems() {
    return problems;
  }

  private static String describe(String file, List<Problem> problems) {
    StringBuilder text = new StringBuilder("Community file '" + file + "' has ");
    text.append(problems.size()).append(problems.size() == 1 ? " problem:" : " problems:");
    for (Problem problem : problems) {
      text.append("\n  ").append(problem);
    }
    return text.toString();
  }
}
