package io.github.jobtide.store.log;

/**
 * How large the log's parts are; a record so that tests can make them small.
 *
 * @param segmentBytes of a prepared segment
 * @param historyBytes of segments behind the last snapshot, at which a new one is due (or at twice the snapshot's size, if that is more)
 * @param snapshotFrameBytes of a snapshot's frame, about
 * @param snapshotForceBytes that a snapshot writes between two syncs, so that commits never wait behind much
 * @param snapshotBytesPerSecond that a snapshot writes at most
 * @param droppedPieceBytes that are given back at once of files that nobody needs any more: a disk that is told of much free room is busy with that, and commits wait
 * @param droppedBytesPerSecond that are given back at most, as long as no new snapshot is due
 */
record LogSizes(int segmentBytes, long historyBytes, int snapshotFrameBytes, int snapshotForceBytes,
        long snapshotBytesPerSecond, int droppedPieceBytes, long droppedBytesPerSecond) {
    static final LogSizes USUAL = new LogSizes(16 << 20, 64L << 20, 256 << 10, 512 << 10, 64L << 20,
            4 << 20, 128L << 20);
    /** The same, at full speed, for when nobody else uses the disk. */
    static final LogSizes UNPACED = new LogSizes(16 << 20, 64L << 20, 256 << 10, 4 << 20, Long.MAX_VALUE,
            4 << 20, Long.MAX_VALUE);
    /** A batch may take that much; a larger one is refused. */
    static final int MAX_BATCH_BYTES = 1 << 30;
}
