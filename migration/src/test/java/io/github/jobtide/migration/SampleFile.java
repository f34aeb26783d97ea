package io.github.jobtide.migration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Files that lie beside the tests, and what is in them. */
final class SampleFile {
    private SampleFile() {}

    static byte[] bytes(String name) {
        try (InputStream in = SampleFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<PersistedGroup> groups(byte[] file) {
        List<PersistedGroup> groups = new ArrayList<>();
        try {
            PersistenceFile.read(new ByteArrayInputStream(file), file.length, groups::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return groups;
    }
}
