package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.step.Inputs;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The naive twin of validation: sees everything at once, in maps and lists, by the words of the
 * rules. Tells the fate of each reading and the row of each interval that has one.
 */
final class NaiveVee {
  /** Value that holds for an interval. */
  private record Held(String rawId, long wh) {}

  private final Registry registry;
  private final VeeSettings settings;
  private final Map<String, String> fates = new TreeMap<>();
  private final Map<String, TreeMap<Instant, Held>> held = new TreeMap<>();
  private final Map<String, List<MeterEvent>> events = new TreeMap<>();
  private final Map<String, String> rows = new TreeMap<>();

  NaiveVee(Registry registry, VeeSettings settings, Collection<Travelling> inputs) {
    this.registry = registry;
    this.settings = settings;
    List<Travelling> sorted = new ArrayList<>(inputs);
    sorted.sort(Inputs.ORDER);
    for (Travelling input : sorted) {
      if (input instanceof RawReading reading) {
        fates.put(reading.id(), file(reading));
      } else {
        MeterEvent event = (MeterEvent) input;
        registry
            .findInstallation(event.meter(), event.at())
            .ifPresent(
                i -> events.computeIfAbsent(i.usagePoint(), k -> new ArrayList<>()).add(event));
      }
    }
    events.values().forEach(list -> list.sort(Comparator.comparing(MeterEvent::at)));
    held.forEach((series, values) -> new Judge(series, values).judge());
  }

  /** Fate by raw id: accepted, duplicate, superseded, or the rule that rejected. */
  Map<String, String> fates() {
    return fates;
  }

  /** Rows of intervals that have a reading, by id, as text. */
  Map<String, String> rows() {
    return rows;
  }

  private String file(RawReading reading) {
    Instant end = reading.start().plusSeconds(reading.lengthSeconds());
    boolean known =
        registry.file().meterInstallations().stream()
            .anyMatch(installation -> installation.meter().equals(reading.meter()));
    Optional<MeterInstallation> installation =
        registry.findInstallation(reading.meter(), reading.start());
    if (!known) {
      return "unknown-meter";
    }
    if (reading.start().isBefore(reading.knownAt().minus(settings.maxAge()))
        || end.isAfter(reading.knownAt().plus(settings.futureTolerance()))) {
      return "outside-time-window";
    }
    if (installation.isEmpty()) {
      return "meter-not-installed";
    }
    UsagePoint point = registry.findUsagePoint(installation.get().usagePoint()).orElseThrow();
    if (!point.channels().contains(reading.channel())) {
      return "channel-not-metered";
    }
    if (point.intervalSeconds() != reading.lengthSeconds()) {
      return "interval-mismatch";
    }
    Held now = new Held(reading.id(), reading.energyWh() * installation.get().multiplier());
    Map<Instant, Held> series =
        held.computeIfAbsent(point.id() + "|" + reading.channel(), key -> new TreeMap<>());
    Held before = series.get(reading.start());
    if (before != null && before.wh() == now.wh()) {
      return "duplicate";
    }
    if (before != null) {
      fates.put(before.rawId(), "superseded");
    }
    series.put(reading.start(), now);
    return "accepted";
  }

  /** The rows of one series. */
  private final class Judge {
    private final UsagePoint point;
    private final Channel channel;
    private final MeterClass thresholds;
    private final TreeMap<Instant, Held> values;
    private final Duration length;
    private final TreeMap<Instant, TreeSet<String>> verdicts = new TreeMap<>();

    Judge(String series, TreeMap<Instant, Held> values) {
      String[] parts = series.split("\\|");
      this.point = registry.findUsagePoint(parts[0]).orElseThrow();
      this.channel = Channel.valueOf(parts[1]);
      this.thresholds = settings.getClass(point.maxKw());
      this.values = values;
      this.length = Duration.ofSeconds(point.intervalSeconds());
    }

    void judge() {
      values.forEach((start, value) -> verdicts.put(start, verdictsOf(start, value.wh())));
      values.forEach(
          (start, value) -> {
            TreeSet<String> spoken = verdicts.get(start);
            String row =
                spoken.isEmpty()
                    ? value.wh() + " VALID"
                    : estimate(start) + " " + spoken + " raw " + value.wh();
            rows.put(
                point.id() + '|' + channel.code() + '|' + start + '|' + length.toSeconds(), row);
          });
    }

    private double wh(double kw) {
      return kw * 1000 * length.toSeconds() / 3600;
    }

    private boolean isPossible(long wh) {
      return wh >= 0 && wh <= wh(point.maxKw() * thresholds.rangeTolerance());
    }

    private TreeSet<String> verdictsOf(Instant start, long wh) {
      TreeSet<String> spoken = new TreeSet<>();
      if (wh < 0) {
        spoken.add("negative");
      } else if (!isPossible(wh)) {
        spoken.add("range");
      } else if (isSpike(start, wh)) {
        spoken.add("spike");
      }
      return spoken;
    }

    private boolean isSpike(Instant start, long wh) {
      double declaredKw = 0;
      boolean used = channel == Channel.CONSUMPTION || channel == Channel.IMPORT;
      for (Resource resource : registry.listResources(point.id(), start)) {
        declaredKw +=
            resource.type() == (used ? Resource.Type.EV : Resource.Type.PV)
                ? resource.powerKw()
                : 0;
      }
      double floorKw =
          !used && declaredKw > 0 ? declaredKw : thresholds.spikeFloorKw() + declaredKw;
      Instant day = start.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
      long[] today = possible(day, day.plus(Duration.ofDays(1)));
      long[] week = possible(day.minus(Duration.ofDays(7)), day);
      double factor = 1 + thresholds.spikeThirdPeakPercent() / 100;
      long perDay = Duration.ofDays(1).dividedBy(length);
      if (wh <= wh(floorKw)
          || wh <= factor * peak(today, 3)
          || week.length < 3 * perDay
          || wh <= thresholds.spikeHistoryFactor() * peak(week, Math.max(3, week.length / 100))) {
        return false;
      }
      Held before = values.get(start.minus(length));
      if (before != null && isPossible(before.wh()) && wh <= factor * before.wh()) {
        return false;
      }
      for (Instant next = start.plus(length);
          !next.isAfter(start.plus(Duration.ofHours(2)));
          next = next.plus(length)) {
        Held after = values.get(next);
        if (after != null && isPossible(after.wh())) {
          return wh > factor * after.wh();
        }
      }
      return false;
    }

    private long[] possible(Instant from, Instant to) {
      return values.subMap(from, to).values().stream()
          .mapToLong(Held::wh)
          .filter(this::isPossible)
          .sorted()
          .toArray();
    }

    private static long peak(long[] ascending, int rank) {
      return ascending.length < rank ? 0 : ascending[ascending.length - rank];
    }

    private String estimate(Instant start) {
      Instant left = start.minus(length);
      Instant right = start.plus(length);
      for (int i = 0; i < 8 && !isBasis(left); i++) {
        left = left.minus(length);
      }
      for (int i = 0; i < 8 && !isBasis(right); i++) {
        right = right.plus(length);
      }
      Duration run = Duration.between(left, right).minus(length);
      if (isBasis(left) && isBasis(right) && run.compareTo(settings.interpolationLimit()) <= 0) {
        double share =
            (double) Duration.between(left, start).toSeconds()
                / Duration.between(left, right).toSeconds();
        long from = values.get(left).wh();
        return (long) Math.floor(from + (values.get(right).wh() - from) * share + 0.5) + " linear";
      }
      List<Instant> days = likeDays(start, true);
      days = days.isEmpty() ? likeDays(start, false) : days;
      if (days.isEmpty()) {
        return "0 none";
      }
      int beside = length.compareTo(Duration.ofHours(1)) <= 0 ? 1 : 0;
      double mean =
          days.stream()
              .flatMap(
                  day ->
                      IntStream.rangeClosed(-beside, beside)
                          .mapToObj(steps -> day.plus(length.multipliedBy(steps))))
              .filter(this::isBasis)
              .mapToLong(time -> values.get(time).wh())
              .average()
              .orElseThrow();
      double leftShare = edgeShare(left, start);
      double rightShare = edgeShare(start, right);
      double share = Math.max(leftShare, rightShare);
      if (share > 0) {
        double edge =
            ((leftShare > 0 ? leftShare * values.get(left).wh() : 0)
                    + (rightShare > 0 ? rightShare * values.get(right).wh() : 0))
                / (leftShare + rightShare);
        mean += (edge - mean) * share;
      }
      return (long) Math.floor(mean + 0.5) + (days.size() == 1 ? " like-day" : " average-like-day");
    }

    /** One at the edge of a gap, nothing beyond the limit of interpolation. */
    private double edgeShare(Instant from, Instant to) {
      Instant edge = isBasis(from) ? from : to;
      long steps = Duration.between(from, to).dividedBy(length);
      long reach = settings.interpolationLimit().dividedBy(length);
      return isBasis(edge) && steps <= reach ? 1 - (double) steps / (reach + 1) : 0;
    }

    private List<Instant> likeDays(Instant start, boolean alike) {
      return IntStream.rangeClosed(1, 28)
          .mapToObj(back -> start.minus(Duration.ofDays(back)))
          .filter(this::isBasis)
          .filter(day -> !alike || isWeekend(day) == isWeekend(start))
          .toList();
    }

    private boolean isWeekend(Instant start) {
      DayOfWeek day = start.atZone(registry.file().timeZone()).getDayOfWeek();
      return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    private boolean isBasis(Instant start) {
      return values.containsKey(start)
          && verdicts.get(start).isEmpty()
          && !touchesOutage(start, start.plus(length));
    }

    private boolean touchesOutage(Instant start, Instant end) {
      Instant failedAt = null;
      for (MeterEvent event : events.getOrDefault(point.id(), List.of())) {
        if (event.type() == MeterEvent.Type.POWER_FAIL) {
          if (failedAt != null && !failedAt.isBefore(start) && failedAt.isBefore(end)) {
            return true;
          }
          failedAt = event.at();
        } else if (event.type() == MeterEvent.Type.POWER_RESTORE && failedAt != null) {
          if (failedAt.isBefore(end) && start.isBefore(event.at())) {
            return true;
          }
          failedAt = null;
        }
      }
      return failedAt != null && !failedAt.isBefore(start) && failedAt.isBefore(end);
    }
  }
}
