package io.commonwatt.ingestion.door;

import io.commonwatt.ingestion.door.dataset.CityLearnSource;
import io.commonwatt.ingestion.door.dataset.IdealHomesSource;
import io.commonwatt.ingestion.door.folder.CommunityFolderSource;
import io.commonwatt.ingestion.format.table.FolderMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that hold something else than readings of homes, and what they are for. */
final class OtherData {

  private static final String BACKTEST = "they are for 'commonwatt forecast backtest'";
  private static final String INGEST = "they are for 'commonwatt ingest'";
  private static final String NO_COMMAND = "name a folder of homes";

  /** A data set by files of it, parted by blanks. */
  private record Known(String files, String what, String remedy) {
    boolean isIn(Path folder) {
      return Stream.of(files.split(" "))
          .allMatch(
              file ->
                  Files.exists(folder.resolve(file)) || Files.exists(folder.resolve(file + ".gz")));
    }
  }

  private static final List<Known> ALL =
      List.of(
          new Known("ETTh1.csv", "readings of transformers (ett)", BACKTEST),
          new Known("vic_electricity.csv", "the demand of a state (vic-elec)", BACKTEST),
          new Known("ds4_netload_weather.csv", "the net load of 300 homes in sum", BACKTEST),
          new Known("ds15_zone_netload_weather.csv", "the net load of a substation", BACKTEST),
          new Known("ds5_aedp_30min_weather.csv", "net loads of clusters of homes", BACKTEST),
          new Known("model_input_pid_307.csv", "loads of feeders (openstef-alliander)", BACKTEST),
          new Known("phase_1_data.tsf", "buildings and PV (ieee-cis-monash)", BACKTEST),
          new Known(
              "demand.csv pv.csv weather.csv",
              "a substation and a PV farm (wpd-pod-stentaway)",
              BACKTEST),
          new Known("AEP_hourly.csv", "the demand of a grid (pjm-aep-hourly)", NO_COMMAND),
          new Known("powerconsumption_hourly_3zones.csv", "the demand of zones", NO_COMMAND),
          new Known("ercot_dam_price.csv", "prices and tariffs", NO_COMMAND),
          new Known("Forecasts_BE_DNN_LEAR_ensembles.csv", "forecasts of prices", NO_COMMAND),
          new Known("station_data_dataverse.csv", "charging events of cars", NO_COMMAND),
          new Known("nem12_examples.zip", "NEM12 files", INGEST),
          new Known("VerdigrisTech_green-button-data", "Green Button files", INGEST),
          new Known("dsmr-p1", "samples of protocols", INGEST));

  private OtherData() {}

  /** Says why a folder cannot be opened. */
  static DoorException refuse(Path folder) {
    for (Known known : ALL) {
      if (known.isIn(folder)) {
        return new DoorException(
            "data-no-homes",
            "Folder " + folder + " holds " + known.what() + ", no readings of homes",
            known.remedy());
      }
    }
    return new DoorException(
        "data-unknown",
        "Folder " + folder + " has no known layout",
        "name a folder with "
            + CommunityFolderSource.COMMUNITY_FILE
            + " (the simulator's output), with "
            + IdealHomesSource.ELECTRICITY_FILE
            + " (ideal-homes), or with "
            + CityLearnSource.SCHEMA_FILE
            + " (a phase of citylearn2022, such as citylearn2022/phase_1), the folder of its phases,"
            + " or add a "
            + FolderMapping.FILE
            + " that says what its tables mean (docs/formats.md)");
  }
}
