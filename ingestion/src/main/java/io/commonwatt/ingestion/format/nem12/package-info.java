/**
 * NEM12 and NEM13, the meter data files of the Australian market operator AEMO (MDFF
 * specification). Enters: 100 to 900 records. Leaves: interval values of the energy data streams,
 * register values of accumulation meters; what is neither (reactive energy, voltage, index reads)
 * is passed over. {@link io.commonwatt.ingestion.format.Formats} calls it.
 */
package io.commonwatt.ingestion.format.nem12;
