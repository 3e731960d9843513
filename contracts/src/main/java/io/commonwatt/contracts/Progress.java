package io.commonwatt.contracts;

import java.time.Instant;
import java.util.Objects;

/**
 * Travels between the records of a partition: this writer sends nothing more here with {@code
 * knownAt} at or before {@code through}. A reader's watermark is the minimum over the writers.
 *
 * @param writer {@code stage/index}, unique among the writers of the partition
 * @param writers how many writers that stage has on the partition; a topic may have several {@link
 *     Topic#stages() stages}
 * @param through the writer is done up to and including this time
 * @param end true when the writer sends nothing more, ever
 */
public record Progress(String writer, int writers, Instant through, boolean end) {
  /** Stage the writer belongs to. */
  public String stage() {
    int slash = writer.indexOf('/');
    return slash < 0 ? writer : writer.substring(0, slash);
  }

  public Progress {
    Objects.requireNonNull(writer, "writer");
    Objects.requireNonNull(through, "through");
    if (writers < 1) {
      throw new IllegalArgumentException(
          "Progress of '" + writer + "' names " + writers + " writers");
    }
  }
}
