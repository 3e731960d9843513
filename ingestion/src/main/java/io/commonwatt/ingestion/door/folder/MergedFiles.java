package io.commonwatt.ingestion.door.folder;

import io.commonwatt.contracts.Travelling;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Merges files by {@code knownAt}, opening each only when the merge gets to its first record. Not
 * thread-safe.
 */
final class MergedFiles implements Iterator<Travelling> {

  private record Head(Travelling record, Iterator<Travelling> rest) {}

  private final ArrayDeque<ImportFile> waiting;
  private final Function<ImportFile, Iterator<Travelling>> opener;
  private final PriorityQueue<Head> open =
      new PriorityQueue<>(Comparator.comparing(head -> head.record().knownAt()));

  MergedFiles(List<ImportFile> files, Function<ImportFile, Iterator<Travelling>> opener) {
    this.opener = opener;
    this.waiting =
        new ArrayDeque<>(
            files.stream()
                .sorted(
                    Comparator.comparing(ImportFile::earliest)
                        .thenComparing(ImportFile::relativePath))
                .toList());
  }

  @Override
  public boolean hasNext() {
    openDue();
    return !open.isEmpty();
  }

  @Override
  public Travelling next() {
    openDue();
    Head head = open.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    push(head.rest());
    return head.record();
  }

  private void openDue() {
    while (!waiting.isEmpty()
        && (open.isEmpty() || !waiting.peek().earliest().isAfter(open.peek().record().knownAt()))) {
      push(opener.apply(waiting.poll()));
    }
  }

  private void push(Iterator<Travelling> records) {
    if (records.hasNext()) {
      open.add(new Head(records.next(), records));
    }
  }
}
