package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.RegistryEntries;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.door.RunText;
import io.commonwatt.ingestion.door.intake.Carry;
import io.commonwatt.ingestion.door.intake.OrderedRecords;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A folder with {@code community.yaml} and CSV files. */
public final class CommunityFolderSource implements DoorSource {

  public static final String COMMUNITY_FILE = "community.yaml";

  private final CommunityFile communityFile;
  private final RunWindow window;
  private final ReadWindow asked;
  private final List<ImportFile> files;

  private CommunityFolderSource(
      CommunityFile communityFile, RunWindow window, ReadWindow asked, List<ImportFile> files) {
    this.communityFile = communityFile;
    this.window = window;
    this.asked = asked;
    this.files = files;
  }

  /**
   * Opens the folder and looks at each of its files once.
   *
   * @throws io.commonwatt.ingestion.door.DoorException when its time is unknown
   * @throws io.commonwatt.contracts.community.CommunityFileException when its registry is wrong
   */
  public static CommunityFolderSource open(Path folder, OpenOptions options) throws IOException {
    CommunityFile whole = CommunityFileReader.read(folder.resolve(COMMUNITY_FILE));
    CommunityFile kept =
        options.homes() == null || options.homes() >= whole.usagePoints().size()
            ? whole
            : HomeSelection.first(whole, options.homes());
    FileScan scan = new FileScan(folder);
    RunWindow window = RunWindow.of(folder, scan.listReadingDays());
    Instant from = options.from() == null ? window.from() : RunWindow.start(options.from());
    Instant to = options.days() == null ? window.to() : from.plus(Duration.ofDays(options.days()));
    window.requireWithin(from, to);
    boolean all = from.equals(window.from()) && to.equals(window.to());
    Set<String> leftOut = HomeSelection.metersLeftOut(whole, kept);
    return new CommunityFolderSource(
        kept, window, new ReadWindow(from, to, all, leftOut), scan.scan(window));
  }

  @Override
  public String name() {
    return window.simulated() ? "simulator" : "files";
  }

  @Override
  public CommunityFile communityFile() {
    return communityFile;
  }

  @Override
  public Instant from() {
    return asked.from();
  }

  @Override
  public Instant to() {
    return asked.to();
  }

  @Override
  public Iterator<Travelling> records() {
    LineParser parser = new LineParser(name(), new Registry(communityFile));
    Rejections rejections = new Rejections(name());
    Iterable<Travelling> merged =
        () -> new MergedFiles(files, file -> FileRecords.open(file, window, parser, rejections));
    Stream<Travelling> registry =
        RegistryEntries.listAll(communityFile, asked.from()).stream().map(Travelling.class::cast);
    Stream<Travelling> arriving =
        StreamSupport.stream(merged.spliterator(), false).map(asked::cut).filter(Objects::nonNull);
    Carry carry = new Carry();
    Iterator<Travelling> ordered = new OrderedRecords(Stream.concat(registry, arriving).iterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ordered.hasNext();
      }

      @Override
      public Travelling next() {
        Travelling record = ordered.next();
        return record instanceof RawReading reading ? carry.apply(reading) : record;
      }
    };
  }

  @Override
  public String stepText() {
    return RunText.of(communityFile, asked.from(), asked.to());
  }

  @Override
  public List<String> notes() {
    if (window.simulated()) {
      return List.of("simulated community: homes, weather and prices are simulated");
    }
    return communityFile.simulatedResources() ? List.of("simulated resources") : List.of();
  }
}
