package org.tombola.kernels.cuda;

/// A stream whose device says it has so many multiprocessors, and is no Hopper.
record OfSize(Queue queue, int multiprocessors) implements Stream {
  @Override
  public void launch(Work work) {
    queue.launch(work);
  }

  @Override
  public long scratch(long bytes) {
    return queue.scratch(bytes);
  }

  @Override
  public int capability() {
    return 80;
  }
}
