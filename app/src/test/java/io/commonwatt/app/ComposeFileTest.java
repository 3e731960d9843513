package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Compose file names what exists, and Compose itself finds it valid where it is installed. */
class ComposeFileTest {

  private static final Path ROOT = Path.of(System.getProperty("commonwatt.root", "."));

  @Test
  void shouldMountOnlyWhatExists() throws Exception {
    Object file =
        new Load(LoadSettings.builder().build())
            .loadFromString(
                Files.readString(ROOT.resolve("docker-compose.yml"), StandardCharsets.UTF_8));
    Map<?, ?> services = (Map<?, ?>) ((Map<?, ?>) file).get("services");
    assertThat(services.keySet().stream().map(String::valueOf))
        .contains("kafka", "timescaledb", "jobmanager", "taskmanager", "grafana", "streams");
    services.forEach(
        (name, service) -> {
          Object volumes = ((Map<?, ?>) service).get("volumes");
          for (Object volume : volumes == null ? List.of() : (List<?>) volumes) {
            String source = String.valueOf(volume).split(":", -1)[0];
            if (source.startsWith("./") && !source.startsWith("./app/target")) {
              assertThat(ROOT.resolve(source)).as("mounted by %s", name).exists();
            }
          }
        });
  }

  @Test
  void shouldBeValidForCompose() throws Exception {
    List<String> command = composeCommand();
    assumeTrue(
        command != null,
        "Docker Compose is not installed: its own check of docker-compose.yml is skipped");
    Path said = Files.createTempFile("compose", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    Files.delete(said);
  }

  private static List<String> composeCommand() throws Exception {
    for (List<String> candidate :
        List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
      try {
        List<String> version = new java.util.ArrayList<>(candidate);
        version.add("version");
        Process process =
            new ProcessBuilder(version)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0) {
          List<String> config = new java.util.ArrayList<>(candidate);
          config.addAll(List.of("-f", "docker-compose.yml", "config", "-q"));
          return config;
        }
      } catch (java.io.IOException e) {
        // not installed: the next one
      }
    }
    return null;
  }
}
