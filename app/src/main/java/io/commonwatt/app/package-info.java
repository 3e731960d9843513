/**
 * The roof: the {@code commonwatt} command line. What enters are a user's words; what leaves are
 * the rooms, wired and running, and one JSON document or a few lines for a person. The only place
 * where rooms meet outside topics.
 */
package io.commonwatt.app;
