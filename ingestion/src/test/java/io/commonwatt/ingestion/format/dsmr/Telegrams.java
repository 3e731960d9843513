package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.ingestion.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The public sample telegrams, and telegrams made for a test. */
final class Telegrams {

  private Telegrams() {}

  static TreeMap<String, byte[]> samples() throws IOException {
    TreeMap<String, byte[]> samples = new TreeMap<>();
    try (Stream<Path> files =
        Files.list(SharedData.folder("protocol-samples").resolve("dsmr-p1"))) {
      for (Path file : files.toList()) {
        samples.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return samples;
  }

  /** A telegram with its checksum. */
  static String of(String... lines) {
    String body = "/KFM5TEST\r\n\r\n" + String.join("\r\n", lines) + "\r\n!";
    return body + String.format("%04X", crc(body)) + "\r\n";
  }

  /** The checksum bit by bit, as the standard draws it. */
  static int crc(String body) {
    int crc = 0;
    for (byte one : body.getBytes(StandardCharsets.ISO_8859_1)) {
      crc ^= one & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
      }
    }
    return crc;
  }
}
