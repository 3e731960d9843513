/**
 * Sends the history of a finished run again, through the same validation and storage as the first
 * time, into a data directory of its own. Enters: a run's database and what of it is asked for.
 * Leaves: another run's database and a report. The replay command calls it.
 */
package io.commonwatt.app.replay;
