/**
 * The ledger on Kafka Streams: settlements in, entries out, exactly once. Wires and delegates; the
 * command line runs it.
 */
package io.commonwatt.ledger.kafka;
