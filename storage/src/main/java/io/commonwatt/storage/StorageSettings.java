package io.commonwatt.storage;

import java.time.Duration;
import java.util.Objects;

/**
 * What a deployment says about its storage.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user role that owns the schema
 * @param password empty where the server trusts the connection
 * @param flushEvery data time between writes, as told by the progress in the log; checkpoints write
 *     too
 * @param batchRows records a writer collects at most before it writes
 */
public record StorageSettings(
    String jdbcUrl, String user, String password, Duration flushEvery, int batchRows) {

  /** Data time between writes: one step of the grid. */
  public static final Duration DEFAULT_FLUSH_EVERY = Duration.ofHours(1);

  /** Records per batch; about 3 MB encoded. */
  public static final int DEFAULT_BATCH_ROWS = 20_000;

  public StorageSettings {
    Objects.requireNonNull(jdbcUrl, "jdbcUrl");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (flushEvery.isNegative() || flushEvery.isZero() || batchRows < 1) {
      throw new IllegalArgumentException(
          "Storage settings: flushEvery "
              + flushEvery
              + " and batchRows "
              + batchRows
              + " must be positive");
    }
  }

  /** Settings with the defaults. */
  public static StorageSettings of(String jdbcUrl, String user, String password) {
    return new StorageSettings(jdbcUrl, user, password, DEFAULT_FLUSH_EVERY, DEFAULT_BATCH_ROWS);
  }

  /** The password is masked. */
  @Override
  public String toString() {
    return "StorageSettings[jdbcUrl="
        + jdbcUrl
        + ", user="
        + user
        + ", password=***, flushEvery="
        + flushEvery
        + ", batchRows="
        + batchRows
        + "]";
  }
}
