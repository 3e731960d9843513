package io.commonwatt.ingestion.format.espi;

/**
 * Where an interval block belongs.
 *
 * @param self path of the block; empty when it has none
 * @param up path of the collection it is in; empty when it has none
 */
record BlockLinks(String self, String up) {

  static BlockLinks of(Links entry) {
    return new BlockLinks(entry.self(), entry.up());
  }

  String name() {
    return self.isEmpty() ? up : self;
  }
}
