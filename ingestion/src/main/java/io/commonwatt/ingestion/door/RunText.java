package io.commonwatt.ingestion.door;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.UsagePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in one line how large a run is. */
public final class RunText {

  private RunText() {}

  /** Homes, communities, time and step. */
  public static String of(CommunityFile file, Instant from, Instant to) {
    String steps =
        file.usagePoints().stream()
            .map(UsagePoint::intervalSeconds)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .map(seconds -> seconds / 60 + " min")
            .collect(Collectors.joining(", "));
    return file.usagePoints().size()
        + " homes in "
        + file.communities().size()
        + " communities, "
        + from
        + " to "
        + to
        + " ("
        + Duration.between(from, to).toDays()
        + " days), "
        + steps
        + " steps";
  }
}
