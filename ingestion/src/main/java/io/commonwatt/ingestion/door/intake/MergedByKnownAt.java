package io.commonwatt.ingestion.door.intake;

import io.commonwatt.contracts.Travelling;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges sequences that each come by {@code knownAt} into one that does. Not thread-safe. */
public final class MergedByKnownAt implements Iterator<Travelling> {

  private record Head(Travelling record, int index, Iterator<Travelling> rest) {}

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.record().knownAt())
              .thenComparingInt(Head::index));

  public MergedByKnownAt(List<Iterator<Travelling>> sequences) {
    for (int index = 0; index < sequences.size(); index++) {
      add(index, sequences.get(index));
    }
  }

  private void add(int index, Iterator<Travelling> sequence) {
    if (sequence.hasNext()) {
      heads.add(new Head(sequence.next(), index, sequence));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Travelling next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    add(head.index(), head.rest());
    return head.record();
  }
}
