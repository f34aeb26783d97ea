package io.github.jobtide.store.log;

/** What is wrong with one file, gathered while it is read. For one thread. */
final class Damage {
    private final String file;
    private long places;
    private long firstPlace;
    private long lost;
    private long kept;
    private String notes = "";

    Damage(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    /** Pieces that cannot be read, at least one. */
    long pieces() {
        return Math.max(1, lost);
    }

    /** A place where {@code lostRecords} of a frame are gone and others could be kept; at least one where it is unknown how many. */
    void add(long at, long lostRecords, long keptRecords) {
        if (places++ == 0) {
            firstPlace = at;
        }
        lost += lostRecords;
        kept += keptRecords;
    }

    /** Something that is wrong with the file as a whole. */
    void note(String note) {
        notes += "; " + note;
    }

    @Override
    public String toString() {
        String where = places == 0
                ? ""
                : " at byte %d%s: at least %d records lost, %d kept from damaged batches".formatted(firstPlace,
                        places == 1 ? "" : " and in %d more places".formatted(places - 1), lost, kept);
        return file + " is damaged" + where + notes;
    }
}
