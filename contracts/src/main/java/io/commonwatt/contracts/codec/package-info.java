/**
 * How records become bytes: Avro single-object encoding, schemas by fingerprint.
 *
 * <p>In: any record of {@link io.commonwatt.contracts.codec.RecordTypes}. Out: {@code C3 01}, the
 * little-endian CRC-64-AVRO fingerprint of its schema and the Avro body; and back, also from bytes
 * that an older release wrote. Called by {@code wire} for everything that travels and by whoever
 * stores or restores records as bytes.
 *
 * <p>Every schema ever published is a file {@code avro/<SimpleName>.v<revision>.avsc} named in
 * {@code avro/index.txt}; the greatest revision of a name is the current one. A compatible change
 * of a record adds a revision, it never edits one that was released.
 */
package io.commonwatt.contracts.codec;
