package io.commonwatt.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Command prefix under which PostgreSQL's programs run. They refuse to run as root; there they run
 * in a user namespace in which they are not (as embedded PostgreSQL of io.zonky does), or, where
 * namespaces are not allowed, as {@code nobody}, who then owns the data.
 */
record PostgresAccount(List<String> prefix, boolean ownsData) {

  private static final int NOBODY = 65534;

  static PostgresAccount detect() {
    if (!isRoot()) {
      return new PostgresAccount(List.of(), false);
    }
    if (succeeds("unshare", "-U", "true")) {
      return new PostgresAccount(List.of("unshare", "-U"), false);
    }
    List<String> nobody =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    List<String> trial = new ArrayList<>(nobody);
    trial.add("true");
    if (succeeds(trial.toArray(String[]::new))) {
      return new PostgresAccount(nobody, true);
    }
    throw new RuntimeFailure(
        "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' works here;"
            + " run Commonwatt as another user");
  }

  /** The program with its arguments, as this account. */
  List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  /** Like {@link #command}, in a session of its own, so that Ctrl-C does not reach it. */
  List<String> detached(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (succeeds("setsid", "true")) {
      command.add("setsid");
    }
    command.addAll(command(program, arguments));
    return command;
  }

  /** Gives the data to the account the programs run as. */
  void own(Path data) {
    if (!ownsData) {
      return;
    }
    if (!succeeds("chown", "-R", NOBODY + ":" + NOBODY, data.toString())) {
      throw new RuntimeFailure("Cannot give " + data + " to the account PostgreSQL runs as");
    }
  }

  private static boolean isRoot() {
    try {
      return Files.exists(Path.of("/proc/self"))
          && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(String... command) {
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
