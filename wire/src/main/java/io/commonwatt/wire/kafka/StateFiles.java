package io.commonwatt.wire.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB keeps states: all stores of the process share {@value #CACHE_MIB} MiB for blocks,
 * indexes and what is not yet written, {@value #WRITE_MIB} MiB of it at most for the latter. States
 * are packed already and read once, when a task starts, so nothing is compressed and no more is
 * cached. Created by Kafka Streams through reflection. Thread-safe.
 */
public final class StateFiles implements RocksDBConfigSetter {

  public static final int CACHE_MIB = 48;
  public static final int WRITE_MIB = 32;

  /** Made when the first store opens, and kept: the stores of all tasks share them. */
  private static final class Shared {
    static final Cache CACHE;
    static final WriteBufferManager WRITES;

    static {
      RocksDB.loadLibrary();
      CACHE = new LRUCache((long) CACHE_MIB << 20);
      WRITES = new WriteBufferManager((long) WRITE_MIB << 20, CACHE);
    }
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(Shared.CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(Shared.WRITES);
    options.setMaxWriteBufferNumber(2);
    options.setCompressionType(CompressionType.NO_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // What is shared outlives each store.
  }
}
