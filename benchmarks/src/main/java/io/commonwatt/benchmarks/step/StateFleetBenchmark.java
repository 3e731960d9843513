package io.commonwatt.benchmarks.step;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.kafka.StateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** What validation keeps of 100 k channels: as objects, and as bytes in the store. */
public final class StateFleetBenchmark implements Benchmark {

  private static final String NAME = "state-fleet";
  private static final int FLEET = 100_000;
  private static final double GOAL_MIB = 1024;
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "MiB of heap that the states of 100 k channels at 15 minutes take, those in the store"
        + " beside them (goal 1 GiB)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 50).every(15);
  }

  @Override
  public Size full() {
    return usual();
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.ratio() < other.ratio();
  }

  @Override
  public Figure run(Size size) throws IOException {
    Fleet fleet = new Fleet(size);
    Registry registry = fleet.registry();
    return measure(size, fleet, registry, new ValidationStep(registry, VeeSettings.defaults()));
  }

  private <S> Figure measure(Size size, Fleet fleet, Registry registry, Step<S> step)
      throws IOException {
    StepDriver<S> driver = new StepDriver<>(step);
    Heap.fill(driver, fleet, fleet.hours());
    int copies = (FLEET + size.meters() - 1) / size.meters();
    double channels = (double) copies * size.meters();
    List<S> states = new ArrayList<>();
    List<byte[]> stored = new ArrayList<>();
    List<byte[]> written = new ArrayList<>();
    for (String placement : registry.listPlacements()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      step.stateCodec().write(driver.state(placement), new DataOutputStream(bytes));
      written.add(bytes.toByteArray());
      for (int copy = 0; copy < copies; copy++) {
        byte[] own = bytes.toByteArray();
        states.add(step.stateCodec().read(new DataInputStream(new ByteArrayInputStream(own))));
        stored.add(own);
      }
    }
    Stopwatch.say("%,d placements, %,.0f channels", states.size(), channels);
    long storeBytes = stored.stream().mapToLong(bytes -> bytes.length).sum();
    long usedByBoth = Heap.usedBytes();
    stored.clear();
    long usedByStates = Heap.usedBytes();
    states.clear();
    long usedByNone = Heap.usedBytes();
    long heap = usedByStates - usedByNone;
    long both = usedByBoth - usedByNone;
    double files = memoryOfFiles(written, copies) / MIB;
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("channels", channels);
    details.put("heapBytesPerChannel", heap / channels);
    details.put("storeBytesPerChannel", storeBytes / channels);
    details.put("storeMiB", storeBytes / MIB);
    details.put("heapAndStoreMiB", both / MIB);
    details.put("filesMemoryMiB", files);
    details.put("heapAndFilesMiB", heap / MIB + files);
    return new Figure(
        name(),
        heap / MIB * FLEET / channels,
        "MiB",
        GOAL_MIB,
        "Readings of "
            + size
            + " go through the validation step; the state of each community is then written and"
            + " read back as often as makes 100 k channels, all of them held. The heap in use after"
            + " a full collection, less what is in use after they are let go; with and without the"
            + " bytes that a store in memory holds beside the states; and with what RocksDB takes,"
            + " by its own account, once the same bytes have been put into files as stateStore=disk"
            + " keeps them. Limit: the goal; less is better.",
        details);
  }

  /** Memory of RocksDB after a commit of all states and the reading of them, bytes. */
  private static long memoryOfFiles(List<byte[]> written, int copies) throws IOException {
    Path directory = Files.createTempDirectory("state-fleet");
    StateFiles settings = new StateFiles();
    try (Options options =
        new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig())) {
      settings.setConfig(NAME, options, Map.of());
      try (RocksDB files = RocksDB.open(options, directory.toString());
          WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
        int key = 0;
        for (int copy = 0; copy < copies; copy++) {
          for (byte[] state : written) {
            files.put(unlogged, ByteBuffer.allocate(4).putInt(key++).array(), state);
          }
        }
        long read = 0;
        try (RocksIterator all = files.newIterator()) {
          for (all.seekToFirst(); all.isValid(); all.next()) {
            read += all.value().length;
          }
        }
        Stopwatch.say("%,d bytes of states read from files", read);
        long memory = 0;
        for (String part :
            List.of("block-cache-usage", "cur-size-all-mem-tables", "estimate-table-readers-mem")) {
          memory += files.getLongProperty("rocksdb." + part);
        }
        return memory;
      } finally {
        settings.close(NAME, options);
      }
    } catch (RocksDBException e) {
      throw new IOException("RocksDB in " + directory + ": " + e.getMessage(), e);
    } finally {
      try (Stream<Path> all = Files.walk(directory)) {
        all.sorted(Comparator.reverseOrder()).forEach(StateFleetBenchmark::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
