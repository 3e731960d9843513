package io.commonwatt.ingestion.watch;

import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what is put into a folder. The import id is the hash of the content: a file that is put
 * there twice, or was taken in by a process that died before it could move it, is taken in once.
 * Names beginning with a dot or ending in {@code .part} or {@code .tmp} are left alone. Close it
 * before the intake.
 */
public final class WatchedFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
  private static final long CLOSE_SECONDS = 10;

  private final WatchedFolderSettings settings;
  private final FileImporter importer;
  private final InstantSource clock;
  private final FolderPlaces places;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "watched-folder");

  /** How a file looked, and since when. */
  private record Seen(long size, Instant modified, Instant since) {}

  private WatchedFolder(
      WatchedFolderSettings settings, LiveIntake intake, InstantSource clock, FolderPlaces places) {
    this.settings = settings;
    this.importer = new FileImporter(intake, settings.options());
    this.clock = clock;
    this.places = places;
  }

  /**
   * Begins to watch.
   *
   * @param clock tells how long a file has kept its size; it does not stamp readings
   */
  public static WatchedFolder open(
      WatchedFolderSettings settings, LiveIntake intake, InstantSource clock) {
    try {
      WatchedFolder folder =
          new WatchedFolder(settings, intake, clock, FolderPlaces.make(settings.folder()));
      folder.thread.start();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot watch folder " + settings.folder(), e);
    }
  }

  private void run() {
    try {
      while (!stopping.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        lookThrough();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookThrough() throws InterruptedException {
    try {
      List<Path> files = places.listArrived();
      seen.keySet().retainAll(files);
      for (Path file : files) {
        if (stopping.getCount() == 0) {
          return;
        }
        if (isSettled(file)) {
          take(file);
        }
      }
    } catch (UnavailableException e) {
      LOG.info("Files wait in {}: {}", settings.folder(), e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot look through {}: {}", settings.folder(), e.toString());
    }
  }

  private boolean isSettled(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Instant modified = now.lastModifiedTime().toInstant();
    Seen before = seen.get(file);
    if (before == null || before.size() != now.size() || !before.modified().equals(modified)) {
      before = new Seen(now.size(), modified, clock.instant());
      seen.put(file, before);
    }
    return !clock.instant().isBefore(before.since().plus(settings.settle()));
  }

  private void take(Path file) throws IOException, InterruptedException {
    FileReport report = importer.take(file);
    if (report.isRefused()) {
      places.refuse(file, report);
      LOG.warn("Refused {}", report.error());
    } else {
      places.finish(file);
      LOG.info(
          "Took {} in: {} values, {} rejected{}",
          file.getFileName(),
          report.readings(),
          report.rejected(),
          report.duplicate() ? ", all known before" : "");
    }
    seen.remove(file);
  }

  /** How many files wait in {@code in/}. */
  public int waiting() throws IOException {
    return places.listArrived().size();
  }

  /**
   * Stops after the file at hand; when that takes long, in the middle of it: it stays where it is.
   */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
