package io.commonwatt.ingestion.door.live;

/**
 * Something a door received, could not read and has nobody to answer to.
 *
 * @param rule stable code, for example {@code json-syntax}
 * @param detail what is wrong and what was expected
 * @param reading whether it stands for a reading
 * @param raw the bytes as received
 */
public record Refusal(String rule, String detail, boolean reading, byte[] raw) {}
