package io.commonwatt.storage.jdbc;

import static io.commonwatt.wire.jdbc.Column.jsonb;
import static io.commonwatt.wire.jdbc.Column.text;
import static io.commonwatt.wire.jdbc.Column.timestamp;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.registry.RegistryEntry;
import io.commonwatt.wire.jdbc.TableMapping;
import java.util.List;

/** Who and what exists: one table per kind, all alike. */
final class RegistryTables {

  private RegistryTables() {}

  static TableMapping<RegistryEntry> of(Topic<RegistryEntry> topic) {
    return TableMapping.of(
        topic.table(),
        List.of(
            text("kind", RegistryEntry::kind),
            text("object_id", RegistryEntry::objectId),
            timestamp("valid_from", RegistryEntry::validFrom)),
        List.of(
            jsonb("content", RegistryEntry::content),
            text("file_hash", RegistryEntry::fileHash),
            timestamp("known_at", RegistryEntry::knownAt),
            text("placement", RegistryEntry::placement)),
        RegistryEntry::version);
  }
}
