/**
 * Load profiles of the IEC 62325 family, as ENTSO-E and its members exchange them. Enters: a market
 * document with time series of periods and points. Leaves: interval values; and the other way
 * round, validated values as such a document. Called through {@link
 * io.commonwatt.ingestion.format.Formats}; what is read and refused is in {@code
 * docs/formats-xml.md}.
 */
package io.commonwatt.ingestion.format.entsoe;
