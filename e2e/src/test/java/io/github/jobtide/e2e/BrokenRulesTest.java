package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every rule is broken in every way in which rules are broken, one at a time, and each time its unit tests fail. */
final class BrokenRulesTest {
    private static final Pattern COMPARISON = Pattern.compile("==|!=|>=|<=|(?<![=])>|<");
    private static final Map<String, String> OPPOSITE = Map.of("==", "!=", "!=", "==", ">", "<", "<", ">", ">=", "<",
            "<=", ">");
    private static final Pattern SET = Pattern.compile("\\b(?:unless|and)\\b");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.\\[:(])\\d+(?:\\.\\d+)?(?![\\w.\\]:])");
    private static final Pattern TIME = Pattern.compile("(?<=\\[|offset )\\d+[mhd]");
    private static final Pattern METRIC = Pattern
            .compile("\\b(?:group:|jobtide|push|scrape_|up\\b|msisdn|import)[a-z0-9_:]*");
    private static final Pattern MATCHER = Pattern.compile("=~?\"[^\"]*");
    private static final Pattern MASKED = Pattern.compile("\\{[^}]*}");
    private static final int PROCESSES = 2;

    /** A rule that is broken, and in which way; or one that is not. */
    private record Mutant(String name, String rules, String tests, boolean broken) {}

    @Test
    void everyBreakOfARuleMakesAUnitTestFail() throws Exception {
        MixinFolder folder = MixinFolder.make("--inventory", MixinFolder.SMALL.toString(), "--watchdog");
        List<Mutant> mutants = new ArrayList<>();
        for (String rules : folder.files(".*rules\\.yml")) {
            mutants.addAll(mutants(folder, rules));
        }

        Map<String, Boolean> passed = run(mutants);

        assertThat(mutants.stream().filter(mutant -> !mutant.broken()).map(Mutant::name)).hasSizeGreaterThan(30)
                .allMatch(passed::get);
        assertThat(mutants.stream().filter(Mutant::broken).map(Mutant::name).filter(passed::get)).isEmpty();
        assertThat(mutants).hasSizeGreaterThan(300);
    }

    private static List<Mutant> mutants(MixinFolder folder, String file) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Object group : list(yaml(folder.read(file)), "groups")) {
            list(map(group), "rules").forEach(rule -> rules.add(map(rule)));
        }
        List<Map<String, Object>> tests = new ArrayList<>();
        for (String test : folder.files(".*test\\.yml")) {
            Map<String, Object> content = yaml(folder.read(test));
            if (list(content, "rule_files").contains(file)) {
                tests.add(content);
            }
        }
        List<Mutant> mutants = new ArrayList<>();
        rules.forEach(rule -> mutants.addAll(mutants(rule, rules, tests)));
        return mutants;
    }

    private static List<Mutant> mutants(Map<String, Object> rule, List<Map<String, Object>> all,
            List<Map<String, Object>> tests) {
        List<Map<String, Object>> needed = needed(rule, all);
        String name = name(rule);
        List<Map<String, Object>> kept = narrowed(tests, needed.stream().map(BrokenRulesTest::name).toList());
        String place = name + " " + all.indexOf(rule);
        List<Mutant> mutants = new ArrayList<>();
        mutants.add(new Mutant(place + " as it is", write(needed, rule, rule), write(kept), false));
        broken(rule).forEach((how, other) -> mutants
                .add(new Mutant(place + ": " + how, write(needed, rule, other), write(kept), true)));
        return mutants;
    }

    private static String name(Map<String, Object> rule) {
        return rule.getOrDefault("alert", rule.getOrDefault("record", "")).toString();
    }

    /** The rule itself, those of its name, those that use it, and what all these use; in their order. */
    private static List<Map<String, Object>> needed(Map<String, Object> rule, List<Map<String, Object>> all) {
        Set<Map<String, Object>> needed = new HashSet<>(all.stream()
                .filter(other -> name(other).equals(name(rule)) || uses(other, rule)).toList());
        for (int depth = 0; depth < 3; depth++) {
            all.stream().filter(other -> List.copyOf(needed).stream().anyMatch(one -> uses(one, other)))
                    .forEach(needed::add);
        }
        return all.stream().filter(needed::contains).toList();
    }

    private static boolean uses(Map<String, Object> rule, Map<String, Object> record) {
        return record.containsKey("record") && rule.getOrDefault("expr", "").toString()
                .matches("(?s).*(?<![\\w:])" + Pattern.quote(record.getOrDefault("record", "").toString())
                        + "(?![\\w:]).*");
    }

    /** Of each file of tests what asks for the rule, or for one that is made from it. */
    private static List<Map<String, Object>> narrowed(List<Map<String, Object>> files, List<String> names) {
        List<Map<String, Object>> narrowed = new ArrayList<>();
        for (Map<String, Object> file : files) {
            List<Object> kept = new ArrayList<>();
            for (Object test : list(file, "tests")) {
                Map<String, Object> copy = new LinkedHashMap<>(map(test));
                List<Object> alerts = list(copy, "alert_rule_test").stream()
                        .filter(check -> names.contains(map(check).getOrDefault("alertname", ""))).toList();
                List<Object> samples = list(copy, "promql_expr_test").stream()
                        .filter(check -> names.stream()
                                .anyMatch(map(check).getOrDefault("expr", "").toString()::contains))
                        .toList();
                copy.put("alert_rule_test", alerts);
                copy.put("promql_expr_test", samples);
                if (!alerts.isEmpty() || !samples.isEmpty()) {
                    kept.add(copy);
                }
            }
            if (!kept.isEmpty()) {
                Map<String, Object> copy = new LinkedHashMap<>(file);
                copy.put("tests", kept);
                narrowed.add(copy);
            }
        }
        return narrowed;
    }

    private static Map<String, Map<String, Object>> broken(Map<String, Object> rule) {
        Map<String, Map<String, Object>> broken = new TreeMap<>();
        String expression = rule.getOrDefault("expr", "").toString();
        each(expression, COMPARISON, true, sign -> OPPOSITE.getOrDefault(sign, sign),
                text -> with(broken, rule, "expr", text));
        each(expression, SET, true, word -> word.equals("and") ? "unless" : "and",
                text -> with(broken, rule, "expr", text));
        each(expression, NUMBER, true, BrokenRulesTest::otherNumber,
                text -> with(broken, rule, "expr", text));
        each(expression, TIME, true, time -> time.startsWith("10m") ? time : "3" + time,
                text -> with(broken, rule, "expr", text));
        each(expression, METRIC, true, metric -> metric + "_other", text -> with(broken, rule, "expr", text));
        each(expression, MATCHER, false, matcher -> matcher + "_other", text -> with(broken, rule, "expr", text));
        for (String time : List.of("for", "keep_firing_for")) {
            if (rule.containsKey(time)) {
                with(broken, rule, time, "3" + rule.get(time));
                without(broken, rule, time);
            }
        }
        for (String part : List.of("labels", "annotations")) {
            Map<String, Object> values = map(rule.getOrDefault(part, Map.of()));
            values.keySet().forEach(key -> {
                Map<String, Object> changed = new LinkedHashMap<>(values);
                changed.put(key, values.get(key) + "_other");
                with(broken, rule, part, changed);
            });
        }
        return broken;
    }

    /** Half as much again, but where only whole numbers can come, the next. */
    private static String otherNumber(String number) {
        return switch (number) {
            case "0" -> "1e12";
            case "1" -> "2";
            default -> String.valueOf(Double.parseDouble(number) * 1.5);
        };
    }

    /** Replaces each place in turn; {@code masked}: not between braces. */
    private static void each(String expression, Pattern pattern, boolean masked, UnaryOperator<String> by,
            Consumer<String> taker) {
        String searched = masked
                ? MASKED.matcher(expression).replaceAll(match -> "{" + "_".repeat(match.group().length() - 2) + "}")
                : expression;
        Matcher matcher = pattern.matcher(searched);
        for (MatchResult match : matcher.results().toList()) {
            String other = by.apply(match.group());
            if (!other.equals(match.group())) {
                taker.accept(expression.substring(0, match.start()) + other + expression.substring(match.end()));
            }
        }
    }

    private static void with(Map<String, Map<String, Object>> broken, Map<String, Object> rule, String key,
            Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(rule);
        copy.put(key, value);
        broken.put(key + " = " + value, copy);
    }

    private static void without(Map<String, Map<String, Object>> broken, Map<String, Object> rule, String key) {
        Map<String, Object> copy = new LinkedHashMap<>(rule);
        copy.remove(key);
        broken.put("no " + key, copy);
    }

    private static String write(List<Map<String, Object>> rules, Map<String, Object> rule, Map<String, Object> other) {
        return dump(Map.of("groups", List.of(
                Map.of("name", "g", "rules", rules.stream().map(each -> each.equals(rule) ? other : each).toList()))));
    }

    private static String write(List<Map<String, Object>> files) {
        return dump(Map.of("files", files));
    }

    private static String dump(Map<String, Object> document) {
        return new Dump(DumpSettings.builder().build()).dumpToString(document);
    }

    /** Whether all tests of each mutant passed, by its name. */
    private static Map<String, Boolean> run(List<Mutant> mutants) throws Exception {
        Path folder = Workspace.newFolder("mutants");
        List<String> owners = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < mutants.size(); i++) {
            Files.writeString(folder.resolve("rules" + i + ".yml"), mutants.get(i).rules());
            for (Object file : list(yaml(mutants.get(i).tests()), "files")) {
                Map<String, Object> copy = new LinkedHashMap<>(map(file));
                copy.put("rule_files", List.of("rules" + i + ".yml"));
                String name = "test" + files.size() + ".yml";
                Files.writeString(folder.resolve(name), dump(copy));
                owners.add(mutants.get(i).name());
                files.add(name);
            }
        }
        Map<String, Boolean> passed = new LinkedHashMap<>();
        List<Boolean> results = results(new MixinFolder(folder), files);
        for (int i = 0; i < owners.size(); i++) {
            passed.merge(owners.get(i), results.get(i), (one, other) -> one && other);
        }
        return passed;
    }

    private static List<Boolean> results(MixinFolder folder, List<String> files) throws Exception {
        Path promtool = Workspace.peer(Prometheus.NEWEST, "promtool");
        List<Boolean> results = new ArrayList<>();
        try (ExecutorService runner = Executors.newFixedThreadPool(PROCESSES)) {
            List<Future<List<Boolean>>> parts = new ArrayList<>();
            int size = Math.ceilDiv(files.size(), PROCESSES);
            for (int start = 0; start < files.size(); start += size) {
                List<String> part = files.subList(start, Math.min(files.size(), start + size));
                parts.add(runner.submit(() -> verdicts(folder.run(promtool, List.of("test", "rules"), part), part)));
            }
            for (Future<List<Boolean>> part : parts) {
                results.addAll(part.get());
            }
        }
        return results;
    }

    /** The verdicts of promtool, which come in the order of the files. */
    private static List<Boolean> verdicts(Command.Result result, List<String> files) {
        List<Boolean> verdicts = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            if (line.strip().equals("SUCCESS") || line.strip().equals("FAILED:")) {
                verdicts.add(line.strip().equals("SUCCESS"));
            }
        }
        assertThat(verdicts).as("verdicts of %s", files).hasSameSizeAs(files);
        return verdicts;
    }

    private static Map<String, Object> yaml(String text) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static Map<String, Object> map(Object value) {
        return Json.object(value);
    }

    private static List<Object> list(Map<String, Object> map, String key) {
        return Stream.of(map.getOrDefault(key, List.of())).flatMap(value -> Json.list(value).stream()).toList();
    }
}
