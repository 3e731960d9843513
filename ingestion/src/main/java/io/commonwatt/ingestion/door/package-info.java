/**
 * Doors for what comes as files: simulator output, any folder with a community file and the same
 * CSVs, the public data sets ideal-homes and citylearn2022, and tables of readings with a mapping.
 *
 * <p>Enters: a folder and {@link io.commonwatt.ingestion.door.OpenOptions}. Leaves: a {@link
 * io.commonwatt.ingestion.door.DoorSource}, whose records come ordered by when the platform learns
 * them; what cannot be read comes as a rejection in its place. The publisher and the plain loop of
 * the command line read it.
 */
package io.commonwatt.ingestion.door;
