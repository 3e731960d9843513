/**
 * Sparkplug B 3.0 without a network: payloads, births, deaths, sequence numbers, and what metrics
 * mean. Enters: topics and payloads of edge nodes. Leaves: values, refusals and commands to be born
 * again. The MQTT door calls {@link io.commonwatt.ingestion.mqtt.sparkplug.HostApplication}.
 */
package io.commonwatt.ingestion.mqtt.sparkplug;
