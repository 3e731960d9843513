/**
 * The room's one step: raw readings and meter events in, validated readings, exceptions, rejections
 * and sums out, an hour at a time. Plain Java; {@code kafka} drives it in the stream, a plain loop
 * anywhere else.
 */
package io.commonwatt.streams.validation;
