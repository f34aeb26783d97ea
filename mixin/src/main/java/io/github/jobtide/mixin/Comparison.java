package io.github.jobtide.mixin;

/** On which side of a limit a value is bad. */
enum Comparison {
    BELOW("below", "<", "Low"), ABOVE("above", ">", "High");

    private final String word;
    private final String operator;
    private final String ending;

    Comparison(String word, String operator, String ending) {
        this.word = word;
        this.operator = operator;
        this.ending = ending;
    }

    /** As an inventory spells it. */
    String word() {
        return word;
    }

    /** As PromQL spells it. */
    String operator() {
        return operator;
    }

    /** What the name of such an alert ends with. */
    String ending() {
        return ending;
    }
}
