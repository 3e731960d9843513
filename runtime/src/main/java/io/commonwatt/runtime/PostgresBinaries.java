package io.commonwatt.runtime;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Directory of a PostgreSQL installation ({@code bin/}, {@code lib/}, {@code share/}): the one
 * named by the property {@value #PROPERTY}, else the bundled one, unpacked once per user and
 * version.
 */
record PostgresBinaries(Path home) {

  /** Property (or environment variable, upper case with underscores) naming an installation. */
  static final String PROPERTY = "commonwatt.postgres.binaries";

  private static final Object UNPACKING = new Object();

  /** The installation, where the account can run it. */
  static PostgresBinaries find(PostgresAccount account) {
    String named = System.getProperty(PROPERTY, System.getenv("COMMONWATT_POSTGRES_BINARIES"));
    PostgresBinaries binaries =
        new PostgresBinaries(
            named == null || named.isBlank()
                ? unpackBundled(cache(account))
                : Path.of(named).toAbsolutePath());
    for (String program : List.of("postgres", "initdb", "pg_ctl")) {
      if (!Files.isExecutable(binaries.program(program))) {
        throw new RuntimeFailure(
            "No program '"
                + program
                + "' in "
                + binaries.home.resolve("bin")
                + "; set "
                + PROPERTY
                + " to the directory of a PostgreSQL installation");
      }
    }
    return binaries;
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** Whether the installation carries TimescaleDB, which must be loaded at server start. */
  boolean hasTimescale() {
    return Stream.of("lib", "lib/postgresql")
        .anyMatch(directory -> Files.exists(home.resolve(directory).resolve("timescaledb.so")));
  }

  private static Path unpackBundled(Path cache) {
    synchronized (UNPACKING) {
      try {
        Path unpacked = cache.resolve("postgresql-" + digest().substring(0, 16));
        if (!Files.isDirectory(unpacked)) {
          Path draft = Files.createTempDirectory(cache, "unpacking-");
          try (InputStream archive = archive()) {
            unpack(archive, draft);
          }
          Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
          publish(draft, unpacked);
        }
        return unpacked;
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot unpack the bundled PostgreSQL", e);
      }
    }
  }

  /** Another process may have been faster; its copy is as good as this one. */
  private static void publish(Path draft, Path unpacked) throws IOException {
    try {
      Files.move(draft, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      Directories.delete(draft);
    }
  }

  /** The user's cache; for an account that may not look into root's home, one beside it. */
  private static Path cache(PostgresAccount account) {
    String base = System.getenv("XDG_CACHE_HOME");
    Path cache =
        account.equals(PostgresAccount.NOBODY)
            ? Path.of(System.getProperty("java.io.tmpdir"), "commonwatt-root")
            : (base == null || base.isBlank()
                    ? Path.of(System.getProperty("user.home"), ".cache")
                    : Path.of(base))
                .resolve("commonwatt");
    try {
      Files.createDirectories(cache);
      if (account.equals(PostgresAccount.NOBODY) && PostgresAccount.userId(cache) != 0) {
        throw new RuntimeFailure(cache + " does not belong to root; remove it");
      }
      return cache;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + cache, e);
    }
  }

  private static InputStream archive() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    machine = machine.equals("amd64") ? "x86_64" : machine;
    try {
      InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
      if (archive != null) {
        return archive;
      }
    } catch (IllegalStateException e) {
      // No bundle for this machine.
    }
    throw new RuntimeFailure(
        "No PostgreSQL is bundled for "
            + system
            + " on "
            + machine
            + "; install PostgreSQL 17 and set "
            + PROPERTY
            + " to its directory");
  }

  private static String digest() throws IOException {
    try (DigestInputStream archive =
        new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
      archive.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(archive.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(InputStream archive, Path directory) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive));
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      Path target = directory.resolve(entry.getName()).normalize();
      if (!target.startsWith(directory)) {
        throw new IOException("Entry outside of the archive: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else if (entry.isSymbolicLink()) {
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else {
        Files.createDirectories(target.getParent());
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0 || target.getParent().endsWith("bin")) {
          target.toFile().setExecutable(true, false);
        }
      }
    }
  }
}
