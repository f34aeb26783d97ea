package io.github.jobtide.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of an Accept or Accept-Encoding header.
 *
 * @param weight its {@code q}; 1 if there is none, 0 if it is no number
 */
record AcceptClause(String name, Map<String, String> parameters, double weight) {
    private static final int MAX_CLAUSES = 64;

    AcceptClause {
        parameters = Map.copyOf(parameters);
    }

    /** All clauses, heaviest first, equal ones as they stand. */
    static List<AcceptClause> parseAll(String header) {
        List<AcceptClause> clauses = new ArrayList<>();
        for (String part : header.split(",", MAX_CLAUSES)) {
            clauses.add(parse(part.split(";", MAX_CLAUSES)));
        }
        clauses.sort((a, b) -> Double.compare(b.weight, a.weight));
        return clauses;
    }

    private static AcceptClause parse(String[] parts) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).strip();
            parameters.put(name, equals < 0 ? "" : parts[i].substring(equals + 1).strip());
        }
        return new AcceptClause(parts[0].strip(), parameters, weight(parameters.getOrDefault("q", "1")));
    }

    private static double weight(String q) {
        try {
            return Double.parseDouble(q);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
