package io.commonwatt.wire.jdbc;

/**
 * What became of records given to {@link VersionedCopy}, rows of child tables not counted.
 *
 * @param inserted new keys
 * @param updated keys that got a greater version
 * @param unchanged keys that already had this version or a greater one
 * @param duplicates records dropped within a batch for another of the same key
 */
public record WriteCounts(long inserted, long updated, long unchanged, long duplicates) {
  public static final WriteCounts NONE = new WriteCounts(0, 0, 0, 0);

  public WriteCounts plus(WriteCounts other) {
    return new WriteCounts(
        inserted + other.inserted,
        updated + other.updated,
        unchanged + other.unchanged,
        duplicates + other.duplicates);
  }

  /** Records given. */
  public long total() {
    return inserted + updated + unchanged + duplicates;
  }
}
