package io.commonwatt.ingestion.door;

import io.commonwatt.ingestion.door.dataset.CityLearnSource;
import io.commonwatt.ingestion.door.dataset.IdealHomesSource;
import io.commonwatt.ingestion.door.folder.CommunityFolderSource;
import io.commonwatt.ingestion.door.table.TableFolderSource;
import io.commonwatt.ingestion.format.table.FolderMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a folder by what lies in it. */
public final class DoorSources {

  private DoorSources() {}

  /**
   * Opens a folder whose readings are wanted and nothing else: tables come without what is made for
   * them.
   *
   * @throws DoorException as {@link #open}
   */
  public static DoorSource openReadings(Path folder, OpenOptions options) {
    return open(folder, options, true);
  }

  /**
   * Opens a folder: tables with a mapping file or of a data set whose mapping is known, one with
   * {@code community.yaml}, ideal-homes, citylearn2022 or a phase of it.
   *
   * @throws DoorException when it is none of these or has not what the options ask for
   * @throws io.commonwatt.contracts.community.CommunityFileException when its community file is
   *     wrong
   * @throws UncheckedIOException when it cannot be read
   */
  public static DoorSource open(Path folder, OpenOptions options) {
    return open(folder, options, false);
  }

  private static DoorSource open(Path folder, OpenOptions options, boolean measuredOnly) {
    if (!Files.isDirectory(folder)) {
      throw new DoorException(
          "data-missing", "Folder " + folder + " does not exist", "name an existing folder");
    }
    try {
      Optional<FolderMapping> mapping = TableFolderSource.findMapping(folder);
      if (mapping.isPresent()) {
        return TableFolderSource.open(folder, mapping.get(), options, measuredOnly);
      }
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
    throw OtherData.refuse(folder);
  }
}
