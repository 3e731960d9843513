package io.commonwatt.ingestion.watch;

import io.commonwatt.ingestion.door.intake.FileHash;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.Formats;
import io.commonwatt.ingestion.format.archive.ArchiveLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * How files are read.
 *
 * @param source name of the source of their readings
 * @param format name of the format of all of them, or {@code auto}
 * @param options what the files do not say themselves
 */
public record FileOptions(String source, String format, FormatOptions options) {

  /** Every file is recognised by itself. */
  public static final String AUTO = "auto";

  /** Recognises every file. */
  public static FileOptions auto(String source) {
    return new FileOptions(source, AUTO, FormatOptions.defaults());
  }

  FormatReader reader() {
    Format named = format.equals(AUTO) ? null : Formats.getByName(format);
    return new FormatReader(options, ArchiveLimits.defaults(), named);
  }

  /** The import id of a content: its hash, and what else decides how it is read. */
  String importId(String sha256) throws IOException {
    StringBuilder id = new StringBuilder("sha256:").append(sha256);
    if (options.zone() != null) {
      id.append('@').append(options.zone());
    }
    if (options.mapping() != null) {
      id.append("@mapping:").append(sha256(options.mapping()));
    }
    return id.toString();
  }

  /** SHA-256 of a file, hex. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = FileHash.digest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
