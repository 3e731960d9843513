package io.commonwatt.ingestion.door;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** What a folder holds, as records in the order the platform learns them. */
public interface DoorSource {

  /** Name of the source, the same wherever the folder lies: it is part of records. */
  String name();

  /** The registry of the run. */
  CommunityFile communityFile();

  /** Start of the run: the registry is known, the first interval begins. */
  Instant from();

  /** End of the run, exclusive; records of its intervals may become known a little later. */
  Instant to();

  /**
   * All records, ordered by {@code knownAt} then {@code id}; the registry first. Every call begins
   * anew and gives the same. Not thread-safe.
   */
  Iterator<Travelling> records();

  /** Size and step in one line, for the screen. */
  String stepText();

  /** What a reader of any result must know about this input, one sentence each. */
  List<String> notes();
}
