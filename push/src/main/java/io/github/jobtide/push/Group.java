package io.github.jobtide.push;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a push is filed under: a job and any further labels, {@code job} not among them. */
public record Group(String job, SortedMap<String, String> labels) {
    public Group {
        if (job.isEmpty()) {
            throw new UnusableSettingException("the name of the job is empty; a gateway files pushes under it");
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        for (String name : labels.keySet()) {
            if (!isLabelName(name) || name.equals("job")) {
                throw new UnusableSettingException("a group cannot have the label '" + name
                        + "'; write letters, digits and _, no digit first, no two _ first, and not job");
            }
        }
    }

    public static Group of(String job) {
        return new Group(job, new TreeMap<>());
    }

    /** All labels, {@code job} among them. */
    public SortedMap<String, String> key() {
        SortedMap<String, String> key = new TreeMap<>(labels);
        key.put("job", job);
        return key;
    }

    private static boolean isLabelName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            boolean start = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
            if (!start && (i == 0 || letter < '0' || letter > '9')) {
                return false;
            }
        }
        return !name.isEmpty() && !name.startsWith("__");
    }

    /** Its part of a URL: {@code /job/backup/instance/db3}. */
    public String path() {
        StringBuilder path = new StringBuilder();
        pair(path, "job", job);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            pair(path, label.getKey(), label.getValue());
        }
        return path.toString();
    }

    private static void pair(StringBuilder path, String name, String value) {
        path.append('/').append(name);
        if (value.isEmpty()) {
            path.append("@base64/=");
        } else if (value.indexOf('/') >= 0 || value.equals(".") || value.equals("..")) {
            // A gateway splits at slashes even where they are escaped, and dots alone mean other folders.
            path.append("@base64/").append(Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        } else {
            path.append('/').append(PercentText.segment(value));
        }
    }

    @Override
    public String toString() {
        return path();
    }
}
