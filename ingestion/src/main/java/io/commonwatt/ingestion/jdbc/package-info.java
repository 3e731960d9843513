/**
 * The history in the database as a source for a door. Enters: a connection and a selection. Leaves:
 * the records as they were received, in the order the platform learnt them. The replay command
 * publishes them.
 */
package io.commonwatt.ingestion.jdbc;
