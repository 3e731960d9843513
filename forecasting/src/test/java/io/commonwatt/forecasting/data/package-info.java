/** Communities for tests: from the shared data sets where they are, and made here. */
package io.commonwatt.forecasting.data;
