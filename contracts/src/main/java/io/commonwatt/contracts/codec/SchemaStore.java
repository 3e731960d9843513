package io.commonwatt.contracts.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every schema ever published, by its CRC-64-AVRO fingerprint. Immutable, safe to share between
 * threads.
 */
public final class SchemaStore {

  private static final String FOLDER = "/avro/";
  private static final String INDEX = FOLDER + "index.txt";

  private final Map<Long, Schema> byFingerprint = new HashMap<>();
  private final Map<String, Schema> currentByName = new HashMap<>();
  private final List<Schema> all;

  private SchemaStore(List<Schema> schemas) {
    all = List.copyOf(schemas);
    for (Schema schema : all) {
      byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
      currentByName.put(schema.getName(), schema);
    }
  }

  /** The schemas of the resource folder {@code avro}, as its {@code index.txt} lists them. */
  public static SchemaStore published() {
    List<Schema> schemas = new ArrayList<>();
    for (String line : readResource(INDEX).split("\n")) {
      String file = line.strip();
      if (!file.isEmpty() && !file.startsWith("#")) {
        schemas.add(new Schema.Parser().parse(readResource(FOLDER + file)));
      }
    }
    return new SchemaStore(schemas);
  }

  /** A store of these schemas, oldest revision first; the last of a name is the current one. */
  public static SchemaStore of(List<Schema> schemas) {
    return new SchemaStore(schemas);
  }

  /** Every schema, in the order of the index. */
  public List<Schema> listAll() {
    return all;
  }

  /** The schema of that fingerprint. */
  public Optional<Schema> findByFingerprint(long fingerprint) {
    return Optional.ofNullable(byFingerprint.get(fingerprint));
  }

  /**
   * The current schema of a record class.
   *
   * @throws NoSuchElementException when none was published
   */
  public Schema getCurrent(String simpleName) {
    Schema schema = currentByName.get(simpleName);
    if (schema == null) {
      throw new NoSuchElementException(
          "No schema of '"
              + simpleName
              + "' in avro/index.txt; add avro/"
              + simpleName
              + ".v1.avsc (SchemaFilesTest writes it)");
    }
    return schema;
  }

  private static String readResource(String name) {
    try (InputStream in = SchemaStore.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new NoSuchElementException("Resource '" + name + "' is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Resource '" + name + "' cannot be read", e);
    }
  }
}
