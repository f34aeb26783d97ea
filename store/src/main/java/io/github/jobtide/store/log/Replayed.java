package io.github.jobtide.store.log;

import java.util.List;

/**
 * What a {@link Replay} came to.
 *
 * @param lastSequence of the last batch; the next one has the number after it
 * @param damage for each damaged file
 * @param files for people: a line for each file that was read
 */
record Replayed(long lastSequence, long batches, long records, List<Damage> damage, List<String> files) {
    Replayed {
        damage = List.copyOf(damage);
        files = List.copyOf(files);
    }

    long damagedPieces() {
        return damage.stream().mapToLong(Damage::pieces).sum();
    }

    boolean isDamaged(LogFile file) {
        return damage.stream().anyMatch(each -> each.file().equals(file.name()));
    }
}
