/**
 * DSMR P1 telegrams, which smart meters of the Netherlands, Belgium, Luxembourg and others push
 * through their customer port (IEC 62056-21 mode D). Enters: telegrams, one after the other.
 * Leaves: register values of import and export, power failures as events; gas, heat, momentary
 * values and monthly peaks are passed over. {@link io.commonwatt.ingestion.format.Formats} calls
 * it.
 */
package io.commonwatt.ingestion.format.dsmr;
