/**
 * What the XML formats share. Enters: bytes of an XML document nobody trusts. Leaves: elements one
 * after another with limits on everything that could grow, exact numbers, instants, or a {@link
 * io.commonwatt.ingestion.format.FormatException} with a stable code and the line. The packages of
 * the XML formats call it; it knows none of them.
 */
package io.commonwatt.ingestion.format.xml;
