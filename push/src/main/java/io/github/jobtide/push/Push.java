package io.github.jobtide.push;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be sent, to whichever gateway.
 *
 * @param contentType of the parts one after the other
 * @param id names what is reported, so that it counts once however often it arrives; empty for none
 * @param eventTime when what is reported happened
 */
public record Push(Group group, PushMode mode, String contentType, List<Part> parts, String id, Instant eventTime) {
    /** The text format, as every gateway takes it. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MAX_ID_LENGTH = 128;

    public Push {
        parts = List.copyOf(parts);
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~' || id.length() > MAX_ID_LENGTH) {
                throw new UnusableSettingException("the push id '" + PercentText.word(id)
                        + "' has a letter that cannot be printed, or over " + MAX_ID_LENGTH + " of them");
            }
        }
        for (int i = 0; i < contentType.length(); i++) {
            if (contentType.charAt(i) < ' ' || contentType.charAt(i) > '~') {
                throw new UnusableSettingException("the content type holds a letter that no header can carry");
            }
        }
    }

    Bytes body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        for (Part part : parts) {
            body.writeBytes(part.text().array());
        }
        return Bytes.of(body.toByteArray());
    }

    /**
     * For a gateway that cannot add: the parts that replace, to the place where they do. What was to be added is left out; the client counts it by itself.
     */
    public Push replacing() {
        List<Part> left = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (!part.adds()) {
                left.add(part);
            }
        }
        return new Push(group, mode == PushMode.ADD ? PushMode.REPLACE : mode, contentType, left, id, eventTime);
    }

    /** Without the parts that replace one of these families; what adds stays. */
    Push without(Set<String> families) {
        List<Part> left = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.adds() || !families.contains(part.family())) {
                left.add(part);
            }
        }
        return new Push(group, mode, contentType, left, id, eventTime);
    }
}
