package io.commonwatt.streams.check;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Meters that data sets of ordinary homes do not have, made from them: empty homes, for usage of an
 * inactive meter, and homes that meter consumption and import, for the channel sum. Their readings
 * do not count as readings of the data set.
 */
final class Companions {
  static final String EMPTY_HOME = "empty-";
  private static final String PAIRED_HOME = "paired-";
  private static final int OF_EACH = 5;

  private Companions() {}

  static boolean isPairedConsumption(Track track) {
    return track.meter.startsWith(PAIRED_HOME) && track.channel == Channel.CONSUMPTION;
  }

  /** Companions of the first tracks, as many as there are up to five of each. */
  static List<Track> of(List<Track> tracks) {
    List<Track> made = new ArrayList<>();
    int count = 0;
    for (Track track : tracks) {
      if (track.channel == Channel.CONSUMPTION && count < OF_EACH) {
        count++;
        String empty = EMPTY_HOME + track.meter;
        made.add(
            new Track(
                empty,
                point(empty, track, List.of(Channel.CONSUMPTION)),
                Channel.CONSUMPTION,
                track.source,
                true,
                track.firstSecond,
                new long[track.slots()]));
        String paired = PAIRED_HOME + track.meter;
        UsagePoint both = point(paired, track, List.of(Channel.CONSUMPTION, Channel.IMPORT));
        for (Channel channel : both.channels()) {
          made.add(
              new Track(
                  paired,
                  both,
                  channel,
                  track.source,
                  true,
                  track.firstSecond,
                  track.truth.clone()));
        }
      }
    }
    return made;
  }

  private static UsagePoint point(String id, Track track, List<Channel> channels) {
    return new UsagePoint(
        id,
        "local",
        "",
        "",
        "",
        track.point.place(),
        channels,
        track.lengthSeconds,
        track.point.maxKw());
  }

  /** The registry with the companions in it. */
  static Registry with(Registry registry, List<Track> companions) {
    CommunityFile file = registry.file();
    List<UsagePoint> points = new ArrayList<>(file.usagePoints());
    List<MeterInstallation> installations = new ArrayList<>(file.meterInstallations());
    for (Track companion : companions) {
      if (!points.contains(companion.point)) {
        points.add(companion.point);
        installations.add(
            new MeterInstallation(
                companion.meter, companion.point.id(), 1, Instant.EPOCH, Instant.MAX));
      }
    }
    return new Registry(
        new CommunityFile(
            file.currency(),
            file.timeZone(),
            file.simulatedResources(),
            file.communities(),
            file.feeders(),
            file.places(),
            file.markets(),
            file.members(),
            points,
            installations,
            file.resources(),
            file.tariffs(),
            file.strategies(),
            file.sha256()));
  }
}
