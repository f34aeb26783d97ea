package io.github.jobtide.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PackedChunksTest {
    private final PackedChunks chunks = new PackedChunks();
    private final Object list = List.of();
    @AutoClose
    private final PiecePacker packer = new PiecePacker();
    private long batch;

    @Test
    void aPieceIsWrittenOverAsLongAsNoPageIsOpen() {
        PackedPiece piece = packed();
        assertThat(packed()).isSameAs(piece);

        chunks.open();
        PackedPiece beside = packed();
        assertThat(beside).isNotSameAs(piece);
        chunks.open();
        chunks.close();
        PackedPiece again = packed();
        assertThat(again).isNotSameAs(beside);

        chunks.close();
        assertThat(packed()).isSameAs(again);
    }

    @Test
    void whatIsNotInAPageIsForgotten() {
        PackedPiece piece = packed();

        chunks.begin();
        chunks.open();
        chunks.close();

        assertThat(packed()).isNotSameAs(piece);
    }

    /** Packs the next version of a chunk, into the page that is being put together. */
    private PackedPiece packed() {
        batch++;
        PageChunk.Version version = new PageChunk.Version("m", list, Escaping.ALLOW_UTF_8, batch);
        PackedChunks.Kept kept = chunks.of(version);
        packer.text().add("some text".getBytes(UTF_8));
        kept.pack(version, packer);
        assertThat(kept.isOf(version)).isTrue();
        kept.use();
        return kept.piece();
    }
}
