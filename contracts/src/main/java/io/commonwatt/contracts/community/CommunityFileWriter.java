package io.commonwatt.contracts.community;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes a community file: the same objects always give the same bytes. Stateless. */
public final class CommunityFileWriter {

  private static final int WIDTH = 100;

  private CommunityFileWriter() {}

  /**
   * Writes the file and reads it back, so that nothing is written that a run would refuse.
   *
   * @return what a reader gets: the same objects, with the hash of the bytes written
   * @throws CommunityFileException when the objects do not make a usable file; nothing is written
   * @throws IOException when it cannot be written
   */
  public static CommunityFile write(CommunityFile file, Path path) throws IOException {
    byte[] bytes = format(file).getBytes(StandardCharsets.UTF_8);
    CommunityFile readBack = CommunityFileReader.parse(path.toString(), bytes);
    Files.write(path, bytes);
    return readBack;
  }

  /** The text of the file. */
  public static String format(CommunityFile file) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("currency", file.currency());
    map.put("timeZone", file.timeZone().getId());
    map.put("simulatedResources", file.simulatedResources());
    put(map, "communities", file.communities());
    put(map, "feeders", file.feeders());
    put(map, "places", file.places());
    put(map, "markets", file.markets());
    put(map, "members", file.members());
    put(map, "usagePoints", file.usagePoints());
    put(map, "meterInstallations", file.meterInstallations());
    put(map, "resources", file.resources());
    put(map, "tariffs", file.tariffs());
    put(map, "strategies", file.strategies());
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .setWidth(WIDTH)
            .build();
    return new Dump(settings).dumpToString(map);
  }

  private static void put(Map<String, Object> map, String key, List<? extends Record> objects) {
    if (!objects.isEmpty()) {
      List<Object> maps = new ArrayList<>();
      objects.forEach(object -> maps.add(ObjectMaps.of(object)));
      map.put(key, maps);
    }
  }
}
