/**
 * Public data sets in their own layouts: ideal-homes (wide table of mean watts) and a phase of
 * citylearn2022 (a table per building).
 *
 * <p>Enters: the data set's folder. Leaves: the same kinds of records a utility's files give, hour
 * by hour. Where a data set has no plants or prices, the simulator's models seed them and the
 * community file says so. Nothing of a data set is copied: it is read where it lies.
 */
package io.commonwatt.ingestion.door.dataset;
