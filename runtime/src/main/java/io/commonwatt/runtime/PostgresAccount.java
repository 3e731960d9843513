package io.commonwatt.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are run. They refuse to run as root; there they run in a user namespace
 * in which they are not (as embedded PostgreSQL of io.zonky does), or, where namespaces are not
 * allowed, as {@code nobody}, who then owns the data.
 *
 * @param prefix command and arguments put before a program
 * @param owner user id the data directory must belong to; negative leaves it as it is
 */
record PostgresAccount(List<String> prefix, int owner) {

  /** The user who started this JVM. */
  static final PostgresAccount SELF = new PostgresAccount(List.of(), -1);

  /** Root outside, nobody inside a user namespace. */
  static final PostgresAccount NAMESPACE = new PostgresAccount(List.of("unshare", "-U"), 0);

  /** Nobody, who may pass through directories only root may, as the data may lie in one. */
  static final PostgresAccount NOBODY =
      new PostgresAccount(
          List.of(
              "setpriv",
              "--reuid=65534",
              "--regid=65534",
              "--clear-groups",
              "--inh-caps=+dac_override",
              "--ambient-caps=+dac_override"),
          65534);

  private static final int ROOT = 0;

  static PostgresAccount detect() {
    if (userId(Path.of("/proc/self")) != ROOT) {
      return SELF;
    }
    for (PostgresAccount account : List.of(NAMESPACE, NOBODY)) {
      if (succeeds(account.command(Path.of("true"), List.of()))) {
        return account;
      }
    }
    throw new RuntimeFailure(
        "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' works here;"
            + " run Commonwatt as another user");
  }

  /** The program with its arguments, run as this account. */
  List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  /** Like {@link #command}, in a session of its own, so that Ctrl-C does not reach it. */
  List<String> detached(Path program, List<String> arguments) {
    List<String> command = command(program, arguments);
    if (succeeds(List.of("setsid", "true"))) {
      command.add(0, "setsid");
    }
    return command;
  }

  /** Gives the data to the account the programs run as. */
  void own(Path data) {
    if (owner < 0 || userId(data) == owner) {
      return;
    }
    if (!succeeds(List.of("chown", "-R", owner + ":" + owner, data.toString()))) {
      throw new RuntimeFailure("Cannot give " + data + " to the account PostgreSQL runs as");
    }
  }

  /** Owner of a file; -1 where the system has no such file, as outside of Linux. */
  static int userId(Path file) {
    try {
      return Files.exists(file) ? (Integer) Files.getAttribute(file, "unix:uid") : -1;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the owner of " + file, e);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
