package io.commonwatt.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Where a command's words go: one JSON document on stdout with {@code --json}, the rest on stderr.
 */
public final class Output {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(FiniteNumbers.module());

  @Option(
      names = "--json",
      description = "Print exactly one JSON document on stdout; progress and logs go to stderr.")
  private boolean json;

  private boolean printed;

  public boolean json() {
    return json;
  }

  /** Prints a result: as JSON, or as the lines a person would read. */
  public void result(Map<String, ?> document, String lines) {
    printed = true;
    if (json) {
      System.out.println(toJson(document));
    } else {
      System.out.println(lines);
    }
    System.out.flush();
  }

  /** Prints, with {@code --json}, why there is no result, unless one was printed before. */
  void failure(Map<String, ?> document) {
    if (json && !printed) {
      result(document, "");
    }
  }

  /** A line of progress, on stderr. */
  public void progress(String line) {
    System.err.println(line);
  }

  /** JSON text of a document, keys in their order. */
  public static String toJson(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + document.getClass() + " as JSON", e);
    }
  }

  /** Writes and reads documents; a number that is none is null. Thread-safe. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }
}
