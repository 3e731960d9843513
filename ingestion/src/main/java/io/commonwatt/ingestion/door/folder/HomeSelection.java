package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.CommunityFileWriter;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.UsagePoint;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Cuts a community file down to its first usage points. */
public final class HomeSelection {

  private HomeSelection() {}

  /** The file with the first {@code homes} usage points by id and what belongs to them. */
  public static CommunityFile first(CommunityFile file, int homes) {
    Set<String> kept =
        file.usagePoints().stream()
            .map(UsagePoint::id)
            .sorted(Comparator.naturalOrder())
            .limit(homes)
            .collect(Collectors.toCollection(TreeSet::new));
    var points = file.usagePoints().stream().filter(point -> kept.contains(point.id())).toList();
    var members = points.stream().map(UsagePoint::member).collect(Collectors.toSet());
    var communities = points.stream().map(UsagePoint::community).collect(Collectors.toSet());
    var feeders = points.stream().map(UsagePoint::feeder).collect(Collectors.toSet());
    CommunityFile cut =
        new CommunityFile(
            file.currency(),
            file.timeZone(),
            file.simulatedResources(),
            file.communities().stream().filter(c -> communities.contains(c.id())).toList(),
            file.feeders().stream().filter(f -> feeders.contains(f.id())).toList(),
            file.places(),
            file.markets(),
            file.members().stream().filter(m -> members.contains(m.id())).toList(),
            points,
            file.meterInstallations().stream()
                .filter(installation -> kept.contains(installation.usagePoint()))
                .toList(),
            file.resources().stream()
                .filter(resource -> kept.contains(resource.usagePoint()))
                .toList(),
            file.tariffs().stream()
                .filter(
                    tariff ->
                        tariff.usagePoints().contains("*")
                            || kept.containsAll(tariff.usagePoints()))
                .toList(),
            file.strategies().stream()
                .filter(
                    period ->
                        period.community().equals("*") || communities.contains(period.community()))
                .toList(),
            "");
    byte[] text = CommunityFileWriter.format(cut).getBytes(StandardCharsets.UTF_8);
    return CommunityFileReader.parse("community.yaml of " + homes + " homes", text);
  }

  /** Meters of the whole file that the cut one no longer has. */
  public static Set<String> metersLeftOut(CommunityFile whole, CommunityFile cut) {
    Set<String> meters = new TreeSet<>();
    for (MeterInstallation installation : whole.meterInstallations()) {
      meters.add(installation.meter());
    }
    for (MeterInstallation installation : cut.meterInstallations()) {
      meters.remove(installation.meter());
    }
    return meters;
  }

  /** Usage points of the whole file that the cut one no longer has. */
  public static Set<String> pointsLeftOut(CommunityFile whole, CommunityFile cut) {
    Set<String> points = new TreeSet<>();
    whole.usagePoints().forEach(point -> points.add(point.id()));
    cut.usagePoints().forEach(point -> points.remove(point.id()));
    return points;
  }
}
