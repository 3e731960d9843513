package io.commonwatt.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as a user starts it. */
final class CommonwattProcess implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  private CommonwattProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a finished process said. */
  record Result(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  static CommonwattProcess start(Path logs, String... arguments) throws IOException {
    Files.createDirectories(logs);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1600m",
            "-XX:+UseG1GC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=400m",
            "-XX:MaxDirectMemorySize=512m",
            "-Duser.timezone=UTC",
            "-Dcommonwatt.root=" + System.getProperty("commonwatt.root", ""),
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path").replace("test-classes", "no-test-classes"),
            "io.commonwatt.app.Commonwatt"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(logs, "out", ".txt");
    Path err = Files.createTempFile(logs, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new CommonwattProcess(process, out, err);
  }

  static Result run(Path logs, Duration within, String... arguments) throws Exception {
    try (CommonwattProcess running = start(logs, arguments)) {
      return running.await(within);
    }
  }

  Result await(Duration within) throws Exception {
    if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
      String said = Files.readString(err, StandardCharsets.UTF_8);
      throw new AssertionError("Not finished within " + within + "; it said last:\n" + tail(said));
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** kill -9: nothing gets a chance to clean up. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 4000));
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
