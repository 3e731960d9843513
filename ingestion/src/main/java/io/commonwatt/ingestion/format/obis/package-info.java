/**
 * OBIS codes (IEC 62056-61), the names of what a meter measures. Enters: a code as text. Leaves:
 * quantity, unit and channel. The formats that carry such codes call it.
 */
package io.commonwatt.ingestion.format.obis;
