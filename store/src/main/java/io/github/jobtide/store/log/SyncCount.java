package io.github.jobtide.store.log;

/**
 * What durability has cost so far.
 *
 * @param commits batches that reached the disk
 * @param syncs times that a commit waited for the disk, those that failed included
 */
public record SyncCount(long commits, long syncs) {}
