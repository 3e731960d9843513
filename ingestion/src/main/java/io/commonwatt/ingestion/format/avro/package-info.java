/**
 * Readings as an Avro object container whose records have the fields of the published {@code
 * RawReading} that a sender knows. Enters: bytes of HTTP bodies and files. Leaves: values.
 */
package io.commonwatt.ingestion.format.avro;
