/**
 * Readings and reports of devices as JSON: an array, objects one per line, or a single object.
 * Enters: UTF-8 bytes of HTTP bodies, MQTT messages and files. Leaves: values. The fields are in
 * {@code docs/doors.md}.
 */
package io.commonwatt.ingestion.format.json;
