package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code /api/v1/metrics}: which groups there are, which families each has, and which series each family. Values are not taken from
 * it: they come from the scrape, which has all of them exactly.
 */
final class GroupsDocument {
    private final JsonInput json;
    private final List<Group> groups = new ArrayList<>();
    private int hidden;

    private GroupsDocument(JsonInput json) {
        this.json = json;
    }

    /**
     * What the document says.
     *
     * @param hidden groups whose key it does not tell, because a family called {@code labels} has taken its place
     */
    record Content(List<Group> groups, int hidden) {
        Content {
            groups = List.copyOf(groups);
        }
    }

    /** @param families by name */
    record Group(Labels labels, Map<String, Family> families) {
        Group {
            families = Map.copyOf(families);
        }
    }

    /** @param series the labels of each of its metrics, the grouping labels among them */
    record Family(String type, String help, List<Labels> series) {
        Family {
            series = List.copyOf(series);
        }
    }

    static Content read(InputStream in) throws IOException {
        return JsonInput.read(in, json -> {
            GroupsDocument document = new GroupsDocument(json);
            document.read();
            return new Content(document.groups, document.hidden);
        });
    }

    private void read() throws IOException {
        json.object(name -> {
            if (name.equals("data")) {
                json.array(this::readGroup);
            } else {
                json.skip();
            }
        });
    }

    private void readGroup() throws IOException {
        var labels = new ArrayList<Labels>();
        Map<String, Family> families = new TreeMap<>();
        json.object(name -> {
            if (!json.isObject()) {
                json.skip(); // whether the last push was successful
            } else if (name.equals("labels")) {
                labels.addAll(readKey());
            } else {
                families.put(name, readFamily());
            }
        });
        if (labels.isEmpty()) {
            hidden++;
        } else {
            groups.add(new Group(labels.getFirst(), families));
        }
    }

    /** The labels of a group, or nothing if a family stands in their place: it has metrics, which are no text. */
    private List<Labels> readKey() throws IOException {
        List<String> pairs = new ArrayList<>();
        boolean[] texts = {true};
        json.object(name -> {
            texts[0] &= json.isText();
            if (texts[0]) {
                pairs.add(name);
                pairs.add(json.text());
            } else {
                json.skip();
            }
        });
        return texts[0] ? List.of(Labels.of(pairs.toArray(String[]::new))) : List.of();
    }

    private Family readFamily() throws IOException {
        var parts = new Object() {
            String type = "";
            String help = "";
        };
        List<Labels> series = new ArrayList<>();
        json.object(name -> {
            switch (name) {
                case "type" -> parts.type = json.text();
                case "help" -> parts.help = json.text();
                case "metrics" -> json.array(() -> series.add(readSeries()));
                default -> json.skip();
            }
        });
        return new Family(parts.type, parts.help, series);
    }

    private Labels readSeries() throws IOException {
        List<String> pairs = new ArrayList<>();
        json.object(name -> {
            if (name.equals("labels")) {
                json.object(label -> {
                    pairs.add(label);
                    pairs.add(json.text());
                });
            } else {
                json.skip();
            }
        });
        return Labels.of(pairs.toArray(String[]::new));
    }
}
