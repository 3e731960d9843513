package io.commonwatt.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A ledger as a file that can be handed to others: UTF-8, one entry per line as a JSON object with
 * the fields of {@link LedgerEntry}, without white space, in a fixed order. An entry has exactly
 * one such line. Stateless, thread-safe.
 */
public final class LedgerExport {

  private static final JsonFactory JSON = new JsonFactory();

  private LedgerExport() {}

  /**
   * Writes entries to a file, replacing it.
   *
   * @return how many
   */
  public static long write(Iterator<LedgerEntry> entries, Path file) throws IOException {
    long count = 0;
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (; entries.hasNext(); count++) {
        out.write(line(entries.next()));
        out.write('\n');
      }
    }
    return count;
  }

  /** The line of an entry, without its end. */
  static String line(LedgerEntry entry) {
    StringWriter line = new StringWriter(1024);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("book", entry.book());
      json.writeBooleanField("live", entry.live());
      json.writeNumberField("sequence", entry.sequence());
      json.writeStringField("settlementId", entry.settlementId());
      json.writeNumberField("settlementVersion", entry.settlementVersion());
      json.writeStringField("start", entry.start().toString());
      json.writeArrayFieldStart("postings");
      for (Posting posting : entry.postings()) {
        json.writeStartObject();
        json.writeStringField("account", posting.account());
        json.writeNumberField("amountMicroCent", posting.amountMicroCent());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("previousHash", entry.previousHash());
      json.writeStringField("hash", entry.hash());
      json.writeStringField("knownAt", entry.knownAt().toString());
      json.writeStringField("placement", entry.placement());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("A string writer does not fail", e);
    }
    return line.toString();
  }

  /**
   * Reads an export.
   *
   * @param entries takes each entry
   * @param faults takes, in its place, what is wrong with a line that is not the line of an entry
   */
  static void read(Path file, Consumer<LedgerEntry> entries, Consumer<String> faults)
      throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new java.io.InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line; (line = in.readLine()) != null; ) {
        number++;
        LedgerEntry entry;
        try {
          entry = parse(line);
        } catch (IOException | DateTimeException e) {
          faults.accept("line " + number + " is no ledger entry: " + firstLine(e.getMessage()));
          continue;
        }
        if (line(entry).equals(line)) {
          entries.accept(entry);
        } else {
          faults.accept(
              "line " + number + " is not written as an export writes entry " + entry.id());
        }
      }
    }
  }

  private static String firstLine(String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  private static LedgerEntry parse(String line) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      expect(json, JsonToken.START_OBJECT);
      String book = text(json, "book");
      boolean live = flag(json, "live");
      long sequence = number(json, "sequence");
      String settlementId = text(json, "settlementId");
      long settlementVersion = number(json, "settlementVersion");
      Instant start = Instant.parse(text(json, "start"));
      List<Posting> postings = postings(json);
      String previousHash = text(json, "previousHash");
      String hash = text(json, "hash");
      Instant knownAt = Instant.parse(text(json, "knownAt"));
      String placement = text(json, "placement");
      expect(json, JsonToken.END_OBJECT);
      return new LedgerEntry(
          book,
          live,
          sequence,
          settlementId,
          settlementVersion,
          start,
          postings,
          previousHash,
          hash,
          knownAt,
          placement);
    }
  }

  private static List<Posting> postings(JsonParser json) throws IOException {
    field(json, "postings");
    expect(json, JsonToken.START_ARRAY);
    List<Posting> postings = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      postings.add(new Posting(text(json, "account"), number(json, "amountMicroCent")));
      expect(json, JsonToken.END_OBJECT);
    }
    return postings;
  }

  private static String text(JsonParser json, String name) throws IOException {
    field(json, name);
    expect(json, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static long number(JsonParser json, String name) throws IOException {
    field(json, name);
    expect(json, JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static boolean flag(JsonParser json, String name) throws IOException {
    field(json, name);
    json.nextToken();
    return json.getBooleanValue();
  }

  private static void field(JsonParser json, String name) throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME || !name.equals(json.currentName())) {
      throw new IOException("field '" + name + "' is missing");
    }
  }

  private static void expect(JsonParser json, JsonToken expected) throws IOException {
    JsonToken token = json.nextToken();
    if (token != expected) {
      throw new IOException(expected + " expected, found " + token);
    }
  }
}
