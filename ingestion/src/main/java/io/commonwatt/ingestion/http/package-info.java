/**
 * The HTTP door: {@code POST /v1/readings}. Enters: bodies in JSON, NDJSON, Avro or any registered
 * format. Leaves: deliveries to the {@link io.commonwatt.ingestion.door.live.LiveIntake}, and
 * answers when they are durable. It stands on the JDK's own server: TLS, client certificates and
 * asynchronous answers are in it, and the door needs no more. The command line calls {@link
 * io.commonwatt.ingestion.http.HttpDoor}.
 */
package io.commonwatt.ingestion.http;
