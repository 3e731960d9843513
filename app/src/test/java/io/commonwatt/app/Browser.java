package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens a board in headless Chromium and looks at what was drawn. */
final class Browser {

  private static final Pattern PANEL =
      Pattern.compile("data-panel=\"(\\d+)\"[^>]*data-type=\"(\\w+)\"[^>]*data-state=\"(\\w+)\"");

  private Browser() {}

  /** A panel as the browser has it. */
  record Drawn(int panel, String type, String state) {}

  /** The panels of a board, after it has drawn, with a screenshot beside. */
  static List<Drawn> look(String url, Path screenshot, Path temp) throws Exception {
    String chromium = chromium();
    assumeTrue(chromium != null, "Chromium is not installed: the browser test is skipped");
    String page = run(chromium, temp, url, "--dump-dom", "--screenshot=" + screenshot);
    assertThat(screenshot).exists();
    assertThat(page).contains("<body data-state=\"drawn\"");
    List<Drawn> drawn = new ArrayList<>();
    Matcher matcher = PANEL.matcher(page);
    while (matcher.find()) {
      drawn.add(new Drawn(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3)));
    }
    return drawn;
  }

  private static String run(String chromium, Path temp, String url, String... actions)
      throws Exception {
    Path profile = Files.createTempDirectory(temp, "chromium");
    Path out = Files.createTempFile(temp, "page", ".html");
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile,
                "--window-size=1600,2150",
                "--virtual-time-budget=25000"));
    command.addAll(List.of(actions));
    command.add(url);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Chromium did not finish within 90 s");
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private static String chromium() {
    for (String candidate :
        List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")) {
      if (Files.isExecutable(Path.of(candidate))) {
        return candidate;
      }
    }
    return null;
  }
}
