package io.commonwatt.ingestion.door.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names imports by path and content, so that the same file sent twice is known again. */
public final class FileHash {

  private static final int PREFIX_CHARS = 12;

  private FileHash() {}

  /** A digest to run bytes through. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Import id of a file: relative path and the first 12 hex digits of its SHA-256. */
  public static String importId(String relativePath, MessageDigest digest) {
    return relativePath
        + '@'
        + HexFormat.of().formatHex(digest.digest()).substring(0, PREFIX_CHARS);
  }

  /** Import id of a file, read for it. */
  public static String importId(Path folder, String relativePath) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(folder.resolve(relativePath))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return importId(relativePath, digest);
  }
}
