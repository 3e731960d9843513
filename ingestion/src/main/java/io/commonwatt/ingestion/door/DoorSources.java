package io.commonwatt.ingestion.door;

import io.commonwatt.ingestion.door.dataset.CityLearnSource;
import io.commonwatt.ingestion.door.dataset.IdealHomesSource;
import io.commonwatt.ingestion.door.dataset.SgscSource;
import io.commonwatt.ingestion.door.folder.CommunityFolderSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a folder by what lies in it. */
public final class DoorSources {

  private DoorSources() {}

  /**
   * Opens a folder whose readings are wanted and nothing else: also sgsc-10homes, which has neither
   * weather nor prices.
   *
   * @throws DoorException as {@link #open}
   */
  public static DoorSource openReadings(Path folder, OpenOptions options) {
    if (!Files.exists(folder.resolve(SgscSource.FILE))) {
      return open(folder, options);
    }
    try {
      return SgscSource.open(folder, options);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
  }

  /**
   * Opens a folder: one with {@code community.yaml}, ideal-homes, citylearn2022 or a phase of it.
   *
   * @throws DoorException when it is none of these or has not what the options ask for
   * @throws io.commonwatt.contracts.community.CommunityFileException when its community file is
   *     wrong
   * @throws UncheckedIOException when it cannot be read
   */
  public static DoorSource open(Path folder, OpenOptions options) {
    if (!Files.isDirectory(folder)) {
      throw new DoorException(
          "data-missing", "Folder " + folder + " does not exist", "name an existing folder");
    }
    try {
      if (Files.exists(folder.resolve(CommunityFolderSource.COMMUNITY_FILE))) {
        return CommunityFolderSource.open(folder, options);
      }
      if (Files.exists(folder.resolve(IdealHomesSource.ELECTRICITY_FILE))) {
        return IdealHomesSource.open(folder, options);
      }
      if (Files.exists(folder.resolve(CityLearnSource.SCHEMA_FILE))
          || CityLearnSource.holdsPhases(folder)) {
        return CityLearnSource.open(folder, options);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
    throw new DoorException(
        "data-unknown",
        "Folder " + folder + " has no known layout",
        "name a folder with community.yaml (the simulator's output), with "
            + IdealHomesSource.ELECTRICITY_FILE
            + " (ideal-homes), or with "
            + CityLearnSource.SCHEMA_FILE
            + " (a phase of citylearn2022, such as citylearn2022/phase_1), or the folder of its phases");
  }
}
