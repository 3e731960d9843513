package io.commonwatt.contracts.community;

/** An object of the file with the mapping it was read from, which knows its lines. */
record Located<T>(T value, YamlObject source) {}
