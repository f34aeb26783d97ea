package io.github.jobtide.mixin.lint;

import java.util.List;

/** Every rule, by id. To add one is to add its class, and its name here. */
final class Rules {
    static final List<Rule> ALL = List.of(new RateOfGauge(), new HeldValueTrusted(), new DivisionByZero(),
            new AlertSaysTooLittle());

    private Rules() {}
}
