package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people are told of failures that come from below. */
class FailuresTest {

  @Test
  void shouldNameTheServerThatDoesNotAnswer() {
    SQLException refused = new SQLException("Connection to localhost:1 refused", "08001");
    assertThat(told(1, new IllegalStateException("Schema migration 'core' failed", refused)))
        .startsWith("commonwatt: database: ")
        .contains("localhost:1 refused")
        .contains("check jdbcUrl");
    assertThat(told(1, new IllegalStateException(new TimeoutException("Call: listNodes"))))
        .startsWith("commonwatt: broker: ")
        .contains("bootstrapServers");
  }

  @Test
  void shouldNameTheFileAndWhatIsWrongWithIt() {
    AccessDeniedException denied = new AccessDeniedException("/data/locked");
    assertThat(told(1, new UncheckedIOException("Cannot read", denied)))
        .startsWith("commonwatt: file: /data/locked may not be read or written");
  }

  @Test
  void shouldShowWhereOurOwnMistakesAre() {
    SQLException wrong = new SQLException("syntax error", "42601");
    assertThat(told(1, new IllegalStateException("a bug", wrong)))
        .contains("internal error", "a bug", "FailuresTest");
  }

  private static String told(int exitCode, Exception failure) {
    StringWriter err = new StringWriter();
    CommandLine line = Commonwatt.commandLine();
    line.setErr(new PrintWriter(err, true));
    assertThat(Failures.report(failure, line)).isEqualTo(exitCode);
    return err.toString();
  }
}
