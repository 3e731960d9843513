/**
 * Files and messages of the formats utilities exchange. Enters: bytes. Leaves: interval values,
 * register values and events as the sender says them, with local time resolved, before any meter is
 * looked up. One package per format below this one; the doors call them through {@link
 * io.commonwatt.ingestion.format.Format}.
 */
package io.commonwatt.ingestion.format;
