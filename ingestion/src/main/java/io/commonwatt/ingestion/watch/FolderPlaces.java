package io.commonwatt.ingestion.watch;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.commonwatt.ingestion.format.DocumentReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The places of a watched folder, and the moves between them, each of which happens or not. */
final class FolderPlaces {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int HASH_CHARS = 12;

  private final Path in;
  private final Path done;
  private final Path refused;

  private FolderPlaces(Path in, Path done, Path refused) {
    this.in = in;
    this.done = done;
    this.refused = refused;
  }

  static FolderPlaces make(Path folder) throws IOException {
    return new FolderPlaces(
        Files.createDirectories(folder.resolve("in")),
        Files.createDirectories(folder.resolve("done")),
        Files.createDirectories(folder.resolve("refused")));
  }

  /** Files that arrived, by name. */
  List<Path> listArrived() throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(FolderPlaces::isForUs).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isForUs(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !name.endsWith(".part") && !name.endsWith(".tmp");
  }

  void finish(Path file) throws IOException {
    Files.move(file, free(done, file), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Moves a file away with its errors beside it, which are there first. */
  void refuse(Path file, FileReport report) throws IOException {
    Path target = free(refused, file);
    Path errors = refused.resolve(target.getFileName() + ".error.json");
    Path draft = refused.resolve('.' + errors.getFileName().toString());
    try (OutputStream out = Files.newOutputStream(draft);
        JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("file", file.getFileName().toString());
      json.writeArrayFieldStart("errors");
      for (DocumentReport one : report.refused()) {
        json.writeStartObject();
        json.writeStringField("document", one.entry());
        json.writeStringField("code", one.error().code());
        json.writeNumberField("line", one.error().line());
        json.writeStringField("message", one.error().message());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    Files.move(draft, errors, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where a file goes: under its name, or with the hash of its content when that is taken. */
  private static Path free(Path folder, Path file) throws IOException {
    Path target = folder.resolve(file.getFileName());
    if (!Files.exists(target)) {
      return target;
    }
    String hash = FileOptions.sha256(file).substring(0, HASH_CHARS);
    return folder.resolve(file.getFileName() + "." + hash);
  }
}
