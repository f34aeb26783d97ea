package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was built, copied as a package lays it out, so that a test can break it. Files keep their times. */
final class Installation {
    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    static Installation copy(String name) {
        JobtideGateway.start().close(); // builds, if nobody has
        Path home = Workspace.newFolder(name);
        Path built = Workspace.root().resolve("dist/target");
        if (!Files.exists(built.resolve("runtime"))) {
            throw new MissingPeerException("no runtime in " + built + "; build it: ./jobtide --rebuild");
        }
        for (String each : List.of("lib", "classpath", "runtime", "cache")) {
            copy(built.resolve(each), home.resolve(each));
        }
        for (String each : List.of("bin", "jvm")) {
            copy(Workspace.root().resolve("dist").resolve(each), home.resolve(each));
        }
        return new Installation(home);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
        }
    }

    /** Another copy, elsewhere, as it is now. */
    Installation moved(String name) {
        Path elsewhere = Workspace.newFolder(name).resolve("deeper");
        copy(home, elsewhere);
        return new Installation(elsewhere);
    }

    /** Removes a folder and all below. */
    void delete(String name) {
        try (Stream<Path> all = Files.walk(home.resolve(name))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + name + " of " + home, e);
        }
    }

    Path file(String name) {
        return home.resolve(name);
    }

    String launcher() {
        return home.resolve("bin/jobtide").toString();
    }
}
