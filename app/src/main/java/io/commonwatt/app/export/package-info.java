/**
 * Validated readings on their way out of the database. Enters: a connection. Leaves: values as the
 * writers of formats take them. The export command calls it.
 */
package io.commonwatt.app.export;
