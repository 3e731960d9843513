/**
 * IEC 61968-9: MeterReadings and EndDeviceEvents messages. Enters: a message, with or without its
 * envelope. Leaves: interval values, register values and events; and the other way round, validated
 * values as a MeterReadings message. Called through {@link io.commonwatt.ingestion.format.Formats};
 * what is read and refused is in {@code docs/formats-xml.md}.
 */
package io.commonwatt.ingestion.format.cim61968;
