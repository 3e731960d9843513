package io.commonwatt.streams.sums;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.grid.AggregatedMeasure.Level;
import io.commonwatt.contracts.reading.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * What one kind of sum adds up: members that share group, channel and interval length. Immutable.
 */
final class SumGroup {
  private final Level level;
  private final String group;
  private final Channel channel;
  private final int lengthSeconds;
  private final List<String> members;

  /** Expected members from each of these epoch seconds on. */
  private final long[] changes;

  private final int[] expected;

  private SumGroup(
      Level level,
      String group,
      Channel channel,
      int lengthSeconds,
      List<String> members,
      List<MeterInstallation> installations) {
    this.level = level;
    this.group = group;
    this.channel = channel;
    this.lengthSeconds = lengthSeconds;
    this.members = List.copyOf(members);
    TreeSet<Long> times = new TreeSet<>();
    for (MeterInstallation installation : installations) {
      times.add(installation.from().getEpochSecond());
      times.add(installation.to().getEpochSecond());
    }
    changes = times.stream().mapToLong(Long::longValue).toArray();
    expected = new int[changes.length];
    for (int index = 0; index < changes.length; index++) {
      expected[index] = countInstalled(changes[index], installations);
    }
  }

  private int countInstalled(long second, List<MeterInstallation> installations) {
    int count = 0;
    for (String member : members) {
      for (MeterInstallation installation : installations) {
        if (installation.usagePoint().equals(member)
            && installation.from().getEpochSecond() <= second
            && second < installation.to().getEpochSecond()) {
          count++;
          break;
        }
      }
    }
    return count;
  }

  /** The groups of a placement, in order of level, group, channel, length. */
  static List<SumGroup> listOf(Registry registry, String placement) {
    List<UsagePoint> points = registry.listUsagePoints(placement);
    List<SumGroup> groups = new ArrayList<>();
    for (Level level : Level.values()) {
      TreeSet<String> names = new TreeSet<>();
      points.forEach(point -> names.add(nameOf(level, point)));
      names.remove("");
      for (String name : names) {
        for (Channel channel : Channel.values()) {
          addLengths(registry, points, level, name, channel, groups);
        }
      }
    }
    return groups;
  }

  private static void addLengths(
      Registry registry,
      List<UsagePoint> points,
      Level level,
      String name,
      Channel channel,
      List<SumGroup> groups) {
    TreeSet<Integer> lengths = new TreeSet<>();
    points.forEach(point -> lengths.add(point.intervalSeconds()));
    for (int length : lengths) {
      List<String> members = new ArrayList<>();
      for (UsagePoint point : points) {
        if (nameOf(level, point).equals(name)
            && point.intervalSeconds() == length
            && point.channels().contains(channel)) {
          members.add(point.id());
        }
      }
      if (!members.isEmpty()) {
        List<MeterInstallation> installations = new ArrayList<>();
        for (MeterInstallation installation : registry.file().meterInstallations()) {
          if (members.contains(installation.usagePoint())) {
            installations.add(installation);
          }
        }
        groups.add(new SumGroup(level, name, channel, length, members, installations));
      }
    }
  }

  private static String nameOf(Level level, UsagePoint point) {
    return level == Level.FEEDER ? point.feeder() : point.community();
  }

  /** Members that have a meter at this epoch second. */
  int expectedAt(long second) {
    int index = Arrays.binarySearch(changes, second);
    int change = index >= 0 ? index : -index - 2;
    return change < 0 ? 0 : expected[change];
  }

  Level level() {
    return level;
  }

  String group() {
    return group;
  }

  Channel channel() {
    return channel;
  }

  int lengthSeconds() {
    return lengthSeconds;
  }

  /** Usage points, sorted. */
  List<String> members() {
    return members;
  }
}
