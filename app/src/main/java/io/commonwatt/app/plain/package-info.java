/** The pipeline without engines: a plain loop over the rooms' steps. */
package io.commonwatt.app.plain;
