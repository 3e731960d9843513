/**
 * Dispatch benchmarks bound together. A data set's folder enters; its own score of this project's
 * controllers leaves, timed, as a document and as lines; called by {@code dispatch score}.
 */
package io.commonwatt.app.dispatch.score;
