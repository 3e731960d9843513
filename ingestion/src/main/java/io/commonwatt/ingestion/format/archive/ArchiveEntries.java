package io.commonwatt.ingestion.format.archive;

import io.commonwatt.ingestion.format.FormatException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The documents of a file: of a zip its entries, of a gzip its content, of anything else the file
 * itself. Which it is, the first bytes say, not the name. Not thread-safe.
 */
public final class ArchiveEntries implements Closeable {

  private static final int MAX_NAME = 1024;

  private final InputStream whole;
  private final TailInput compressed;
  private final String fileName;
  private final ArchiveLimits limits;
  private final ZipInputStream zip;
  private final InputStream content;
  private int entries;

  private ArchiveEntries(
      InputStream whole,
      TailInput compressed,
      String fileName,
      ArchiveLimits limits,
      ZipInputStream zip,
      InputStream content) {
    this.whole = whole;
    this.compressed = compressed;
    this.fileName = fileName;
    this.limits = limits;
    this.zip = zip;
    this.content = content;
  }

  /**
   * Opens a file.
   *
   * @param fileName without folders
   * @param in closed with the entries
   * @throws FormatException code {@code archive-damaged} when it begins like an archive and is none
   */
  public static ArchiveEntries open(String fileName, InputStream in, ArchiveLimits limits)
      throws IOException {
    TailInput compressed = new TailInput(in);
    BufferedInputStream buffered = new BufferedInputStream(compressed, 1 << 16);
    buffered.mark(4);
    byte[] magic = buffered.readNBytes(4);
    buffered.reset();
    try {
      if (isZip(magic)) {
        ZipInputStream zip = new ZipInputStream(buffered);
        return new ArchiveEntries(
            buffered, compressed, fileName, limits, zip, new LimitedInput(zip, compressed, limits));
      }
      if (isGzip(magic)) {
        InputStream gzip = new GZIPInputStream(buffered, 1 << 16);
        return new ArchiveEntries(
            buffered,
            compressed,
            withoutEnding(fileName, ".gz"),
            limits,
            null,
            new LimitedInput(gzip, compressed, limits));
      }
    } catch (EOFException | ZipException e) {
      buffered.close();
      throw LimitedInput.damaged(e);
    }
    return new ArchiveEntries(buffered, compressed, fileName, limits, null, buffered);
  }

  /**
   * The next document; null at the end.
   *
   * @throws FormatException when the archive is damaged, encrypted or exceeds its limits
   */
  public ArchiveEntry next() throws IOException {
    if (zip == null) {
      return entries++ == 0 ? new ArchiveEntry(fileName, content) : null;
    }
    try {
      if (entries > 0) {
        content.transferTo(OutputStream.nullOutputStream()); // within the limits, unlike a skip
      }
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > limits.maxEntries()) {
          throw new FormatException(
              "archive-entries",
              0,
              "The archive has more than " + limits.maxEntries() + " entries; split it");
        }
        if (!entry.isDirectory()) {
          String name = entry.getName();
          return new ArchiveEntry(
              name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name, content);
        }
      }
    } catch (EOFException | ZipException e) {
      throw LimitedInput.damaged(e);
    } catch (IllegalArgumentException e) {
      throw new FormatException("archive-damaged", 0, "The archive has an unreadable name", e);
    }
    whole.transferTo(OutputStream.nullOutputStream());
    int promised = compressed.zipEntries();
    if (entries == 0 || promised != (entries & 0xFFFF)) {
      throw new FormatException(
          "archive-damaged",
          0,
          promised < 0
              ? "The archive is cut off: it has no end record; send it again"
              : "The archive says it has "
                  + promised
                  + " entries, but "
                  + entries
                  + " can be read; send it again");
    }
    return null;
  }

  /** Whether bytes begin like a zip or gzip file: an archive within an archive. */
  public static boolean isArchive(byte[] head) {
    return isZip(head) || isGzip(head);
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }

  private static boolean isZip(byte[] head) {
    return head.length >= 4
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
  }

  private static boolean isGzip(byte[] head) {
    return head.length >= 3 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B && head[2] == 8;
  }

  private static String withoutEnding(String name, String ending) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending)
        ? name.substring(0, name.length() - ending.length())
        : name;
  }
}
