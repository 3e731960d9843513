package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The public example files of meter data: 180 within one zip, and four exports of retailers. */
public final class NemExamples {

  private NemExamples() {}

  /** The files as published, 158 of them zipped once more, by path. */
  public static TreeMap<String, byte[]> files() throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    Path archive = SharedData.folder("nem12").resolve("nem12_examples.zip");
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return files;
  }

  /** The text of a file, unzipped where it is zipped. */
  public static byte[] text(byte[] file) throws IOException {
    if (file.length < 4 || file[0] != 'P' || file[1] != 'K') {
      return file;
    }
    try (ZipInputStream zip = new ZipInputStream(new java.io.ByteArrayInputStream(file))) {
      zip.getNextEntry();
      return zip.readAllBytes();
    }
  }

  /** An export of a retailer, unpacked. */
  public static byte[] export(int number) throws IOException {
    Path file = SharedData.folder("nem12").resolve("gravitas_meter0" + number + ".csv.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
