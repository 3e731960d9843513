package io.commonwatt.ingestion.http;

import com.sun.net.httpserver.HttpExchange;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.GatheredValues;
import java.util.List;
import java.util.Optional;

/**
 * Which part of an import a body is, as its sender says.
 *
 * @param part from 0
 * @param firstSequence position of its first value within the import
 * @param contentHash SHA-256 of the import's content, hex
 */
record PartOfImport(int part, long firstSequence, String contentHash) {

  /** What a request says; empty when its body is the whole import. */
  static Optional<PartOfImport> of(HttpExchange exchange) throws HttpRefusal {
    String part = ReadingsHandler.parameter(exchange, "part");
    String sequence = ReadingsHandler.parameter(exchange, "sequence");
    String content = ReadingsHandler.parameter(exchange, "content");
    if (part == null && sequence == null && content == null) {
      return Optional.empty();
    }
    if (part == null
        || sequence == null
        || content == null
        || !part.matches("\\d{1,9}")
        || !sequence.matches("\\d{1,15}")
        || !content.matches("[0-9a-f]{64}")) {
      throw new HttpRefusal(
          HttpError.BAD_PART,
          "A part says ?part=<from 0>&sequence=<values before it>&content=<SHA-256 of the import>");
    }
    return Optional.of(new PartOfImport(Integer.parseInt(part), Long.parseLong(sequence), content));
  }

  Delivery delivery(String source, String importId, GatheredValues values) {
    return new Delivery(source, importId, part, firstSequence, contentHash, values, List.of());
  }
}
