/**
 * The MQTT door: JSON readings on topics and Sparkplug B edge nodes. Enters: messages of a broker.
 * Leaves: deliveries to the {@link io.commonwatt.ingestion.door.live.LiveIntake}, acknowledgements
 * when they are durable, and commands that ask edge nodes to be born again. The command line calls
 * {@link io.commonwatt.ingestion.mqtt.MqttDoor}.
 */
package io.commonwatt.ingestion.mqtt;
