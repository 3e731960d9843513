/**
 * The live doors of a platform, opened as its configuration says. Enters: configuration, broker,
 * registry. Leaves: open doors. The run command calls it.
 */
package io.commonwatt.app.doors;
