package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Delimited MetricFamily messages, written as protobuf's text form with {@code --} between families.
 *
 * <p>The descriptor ({@code client-model.txtpb}) declares strings as bytes, the same on the wire, so that bytes which are not UTF-8 can be sent.
 */
final class Protobuf {
    static final String CONTENT_TYPE = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
    private static final Descriptor FAMILY = family();

    private Protobuf() {}

    private static Descriptor family() {
        try (InputStream in = Protobuf.class.getResourceAsStream("/client-model.txtpb")) {
            if (in == null) {
                throw new IllegalStateException("no client-model.txtpb among the test's resources");
            }
            var file = FileDescriptorProto.newBuilder();
            TextFormat.merge(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]).findMessageTypeByName("MetricFamily");
        } catch (IOException | DescriptorValidationException e) {
            throw new IllegalStateException("client-model.txtpb is not a descriptor", e);
        }
    }

    static ByteString encode(String text) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (String one : text.split(" -- ", -1)) {
                var family = DynamicMessage.newBuilder(FAMILY);
                TextFormat.merge(one, family);
                family.build().writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a MetricFamily: " + text, e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** Each message on a line of its own. */
    static List<DynamicMessage> decode(ByteString body) {
        List<DynamicMessage> families = new ArrayList<>();
        try (InputStream in = body.newInput()) {
            for (var family = DynamicMessage.newBuilder(FAMILY); family
                    .mergeDelimitedFrom(in); family = DynamicMessage.newBuilder(FAMILY)) {
                families.add(family.build());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not delimited protobuf", e);
        }
        return families;
    }

    static String name(DynamicMessage family) {
        return ((ByteString) family.getField(FAMILY.findFieldByName("name"))).toStringUtf8();
    }

    static String print(DynamicMessage family) {
        return TextFormat.printer().emittingSingleLine(true).printToString(family);
    }
}
