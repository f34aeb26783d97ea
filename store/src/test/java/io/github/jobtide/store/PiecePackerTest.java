package io.github.jobtide.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PiecePackerTest {
    @AutoClose
    private final PiecePacker packer = new PiecePacker();

    @Test
    void eachPieceIsUnpackedByItself() throws IOException {
        assertThat(unpacked(packed("first"))).isEqualTo("first");
        assertThat(unpacked(packed("first and second"))).isEqualTo("first and second");
    }

    @Test
    void whatIsGivenUpLeavesNothingToTheNext() throws IOException {
        packer.text().add("collected".getBytes(UTF_8));
        packer.begin();
        assertThat(unpacked(packed("one"))).isEqualTo("one");
        packer.text().add("deflated".getBytes(UTF_8));
        assertThat(packer.hasText()).isTrue();

        packer.begin();

        assertThat(packer.hasText()).isFalse();
        PackedPiece piece = packed("another");
        assertThat(unpacked(piece)).isEqualTo("another");
        assertThat(piece.bytes()).isEqualTo(7);
        PackedPiece same = packed("another");
        assertThat(piece.join(0)).isEqualTo(same.join(0));
    }

    private PackedPiece packed(String text) {
        PackedPiece piece = new PackedPiece();
        packer.text().add(text.getBytes(UTF_8));
        packer.piece(piece);
        return piece;
    }

    private static String unpacked(PackedPiece piece) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (Inflater inflater = new Inflater(true); var out = new InflaterOutputStream(text, inflater)) {
            PageBuffer page = new PageBuffer((some, length) -> write(out, some, length));
            piece.addTo(page);
            page.flush();
        }
        return text.toString(UTF_8);
    }

    private static void write(InflaterOutputStream out, byte[] some, int length) {
        try {
            out.write(some, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
