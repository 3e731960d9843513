package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.CommunityFileWriter;
import java.nio.charset.StandardCharsets;

/** Checks and hashes a community file that was made for a data set. */
public final class CommunityFiles {

  private CommunityFiles() {}

  /** The file as its reader would give it, with the hash of its text. */
  public static CommunityFile sealed(CommunityFile file, String name) {
    byte[] text = CommunityFileWriter.format(file).getBytes(StandardCharsets.UTF_8);
    return CommunityFileReader.parse("community file of " + name, text);
  }
}
