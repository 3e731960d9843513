/**
 * Where the sun stands and what a clear sky gives. A place and a time enter; elevation, night and
 * clear-sky irradiance leave. Called by the features and by the clipping of generation.
 */
package io.commonwatt.forecasting.solar;
