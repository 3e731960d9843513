package io.commonwatt.forecasting;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A model made elsewhere that a deployment names for a segment: an ONNX file.
 *
 * @param segment which series it serves, for example {@code usage-point.consumption.3600}
 * @param name of the file, for people
 * @param bytes of the file
 */
public record ImportedModel(String segment, String name, byte[] bytes) implements Serializable {

  private static final Pattern SEGMENT =
      Pattern.compile(
          "(usage-point|feeder|community)\\.(consumption|generation|import|export)\\.\\d+");

  public ImportedModel {
    if (!SEGMENT.matcher(segment).matches()) {
      throw new IllegalArgumentException(
          "Model '"
              + name
              + "' is for segment '"
              + segment
              + "'; name one such as usage-point.consumption.1800: kind, channel, seconds of an"
              + " interval");
    }
    bytes = bytes.clone();
  }

  /** SHA-256 of the file, hexadecimal. */
  public String hash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The Java runtime has no SHA-256", e);
    }
  }
}
