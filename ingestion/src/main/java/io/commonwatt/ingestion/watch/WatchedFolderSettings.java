package io.commonwatt.ingestion.watch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder whose files are taken in: they arrive in {@code in/} and leave to {@code done/} or
 * {@code refused/}.
 *
 * @param folder the folder; its three folders are made when they are missing
 * @param options how its files are read
 * @param settle how long a file must keep its size and time before it counts as complete; files
 *     that are renamed into {@code in/} when they are complete wait no less, so that senders need
 *     not say how they write
 * @param poll how often the folder is looked through
 */
public record WatchedFolderSettings(
    Path folder, FileOptions options, Duration settle, Duration poll) {

  /** Settle for 2 s, look every second. */
  public static WatchedFolderSettings of(Path folder, FileOptions options) {
    return new WatchedFolderSettings(folder, options, Duration.ofSeconds(2), Duration.ofSeconds(1));
  }
}
