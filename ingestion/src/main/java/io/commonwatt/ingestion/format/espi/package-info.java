/**
 * Green Button: NAESB REQ.21 ESPI in Atom feeds. Enters: a feed of usage points, meter readings,
 * reading types and interval blocks that link to each other in any order. Leaves: interval values
 * and register values; and the other way round, validated values as such a feed. Called through
 * {@link io.commonwatt.ingestion.format.Formats}; what is read and refused is in {@code
 * docs/formats-xml.md}.
 */
package io.commonwatt.ingestion.format.espi;
