package io.commonwatt.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data directory of PostgreSQL (a "cluster" in its words) and the server process on it.
 *
 * @param binaries the installation
 * @param account how its programs are run
 * @param data the data directory
 * @param log where the server writes its log
 */
record PostgresCluster(PostgresBinaries binaries, PostgresAccount account, Path data, Path log) {

  static final String SUPERUSER = "postgres";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);
  private static final int FAST_STOP_SECONDS = 8;
  private static final int IMMEDIATE_STOP_SECONDS = 4;

  /** Makes the data directory where there is none; a kill meanwhile leaves none. */
  void initialise() {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      checkVersion();
      account.own(data);
      return;
    }
    Path draft = data.resolveSibling(data.getFileName() + ".new");
    try {
      Directories.delete(draft);
      Files.createDirectories(draft);
      account.own(draft);
      run(
          INIT_TIMEOUT,
          account.command(
              binaries.program("initdb"),
              List.of(
                  "-D",
                  draft.toString(),
                  "-U",
                  SUPERUSER,
                  "-A",
                  "trust",
                  "-E",
                  "UTF8",
                  "--locale=C",
                  "--no-sync")));
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot initialise " + data, e);
    }
  }

  /** Starts the server as a child of this JVM; it does not accept connections yet. */
  Process start(int port, PostgresOptions options) {
    Map<String, String> settings = settings(port, options);
    List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
    settings.forEach(
        (key, value) -> {
          arguments.add("-c");
          arguments.add(key + '=' + value);
        });
    try {
      return process(account.detached(binaries.program("postgres"), arguments)).start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start PostgreSQL in " + data, e);
    }
  }

  /** The running server of this directory, if any: this JVM's or one left by a killed JVM. */
  Optional<ProcessHandle> findServer() {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(file, StandardCharsets.UTF_8).get(0).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isServer);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      LOG.warn("{} cannot be read; taken as no server", file, e);
      return Optional.empty();
    }
  }

  /**
   * Stops a server a killed JVM left behind, and removes a stale {@code postmaster.pid} whose
   * number another program has by now, which PostgreSQL would take for a running server.
   */
  void stopOrphan() {
    Optional<ProcessHandle> orphan = findServer();
    if (orphan.isPresent()) {
      LOG.info("Stopping the PostgreSQL server {} of a killed run", orphan.get().pid());
      stop(orphan.get());
    }
    try {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove the stale postmaster.pid in " + data, e);
    }
  }

  /** Stops a server: fast, then at once, then by kill. At most about 15 s. */
  void stop(ProcessHandle server) {
    if (!stopped(server, "fast", FAST_STOP_SECONDS)
        && !stopped(server, "immediate", IMMEDIATE_STOP_SECONDS)) {
      LOG.warn("PostgreSQL {} does not stop; killing it", server.pid());
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
    }
  }

  private boolean stopped(ProcessHandle server, String mode, int seconds) {
    if (!server.isAlive()) {
      return true;
    }
    try {
      run(
          Duration.ofSeconds(seconds + 2),
          account.command(
              binaries.program("pg_ctl"),
              List.of(
                  "stop", "-D", data.toString(), "-m", mode, "-w", "-t", String.valueOf(seconds))));
      return true;
    } catch (RuntimeFailure e) {
      return !server.isAlive();
    }
  }

  /** Whether the process is a PostgreSQL server working on this directory. */
  private boolean isServer(ProcessHandle process) {
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    try {
      if (Files.exists(proc)) {
        // A server's working directory is its data directory.
        return Files.readString(proc.resolve("comm")).strip().equals("postgres")
            && Files.isSameFile(proc.resolve("cwd"), data);
      }
    } catch (IOException e) {
      return false;
    }
    return process.info().commandLine().orElse("").contains(data.toString());
  }

  private void checkVersion() {
    try {
      String of = Files.readString(data.resolve("PG_VERSION"), StandardCharsets.UTF_8).strip();
      Process process =
          process(account.command(binaries.program("postgres"), List.of("--version")))
              .redirectOutput(ProcessBuilder.Redirect.PIPE)
              .start();
      String version =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!version.replaceFirst("^\\D+", "").split("\\D")[0].equals(of)) {
        throw new RuntimeFailure(
            data
                + " was written by PostgreSQL "
                + of
                + ", the programs are '"
                + version
                + "'; set "
                + PostgresBinaries.PROPERTY
                + " to a PostgreSQL "
                + of
                + " or name another data directory");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the version of " + data, e);
    }
  }

  private Map<String, String> settings(int port, PostgresOptions options) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("port", String.valueOf(port));
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("timezone", "UTC");
    settings.put("max_connections", "200");
    settings.put("shared_buffers", "128MB");
    settings.put("synchronous_commit", "off");
    settings.put("fsync", options.fsync() ? "on" : "off");
    settings.put("full_page_writes", options.fsync() ? "on" : "off");
    settings.put("wal_level", "minimal");
    settings.put("max_wal_senders", "0");
    settings.put("checkpoint_timeout", "15min");
    settings.put("max_wal_size", "2GB");
    settings.put("wal_init_zero", "off");
    // Rows are written once and rarely changed: nothing is gained by vacuuming what was inserted.
    settings.put("autovacuum_vacuum_insert_threshold", "-1");
    settings.put("jit", "off");
    settings.put("log_min_messages", "warning");
    if (binaries.hasTimescale()) {
      settings.put("shared_preload_libraries", "timescaledb");
      settings.put("timescaledb.telemetry_level", "off");
    }
    settings.putAll(options.settings());
    return settings;
  }

  private void run(Duration limit, List<String> command) {
    try {
      Process process = process(command).start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new RuntimeFailure(command + " took longer than " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new RuntimeFailure(
            command + " failed with exit code " + process.exitValue() + "; see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure(command + " was interrupted", e);
    }
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(data.getParent().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(key -> key.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
