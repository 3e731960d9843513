/**
 * What a person asks of validation's results. Enters: a connection and a question. Leaves: maps for
 * JSON and the same as text. The {@code vee} commands call it.
 */
package io.commonwatt.app.vee;
