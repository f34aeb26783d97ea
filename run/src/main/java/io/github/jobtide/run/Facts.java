package io.github.jobtide.run;

import io.github.jobtide.jobs.CronSchedule;
import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.IntervalSchedule;
import io.github.jobtide.jobs.InvalidScheduleException;
import io.github.jobtide.jobs.JobFacts;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What is declared about the job: by the inventory, and over that by the arguments. What cannot be understood counts as not declared. */
final class Facts {
    private final RunArguments arguments;
    private final Consumer<String> trouble;
    private JobFacts facts;

    private Facts(RunArguments arguments, JobFacts facts, Consumer<String> trouble) {
        this.arguments = arguments;
        this.facts = facts;
        this.trouble = trouble;
    }

    /** @param trouble takes what could not be understood, a line each */
    static JobFacts of(RunArguments arguments, Configuration configuration, Consumer<String> trouble) {
        JobFacts nothing = JobFacts.of(configuration.version(), "cli");
        Facts declared = new Facts(arguments, configuration.inventory(arguments, nothing, trouble), trouble);
        declared.read();
        return declared.facts;
    }

    private void read() {
        Optional<String> schedule = arguments.value(RunOption.SCHEDULE);
        Optional<String> every = arguments.value(RunOption.EVERY);
        if (schedule.isPresent() && every.isPresent()) {
            trouble.accept("--schedule and --every both say when the job starts; --every is not looked at");
        }
        if (schedule.isPresent()) {
            declare("--schedule", known -> known.withSchedule(CronSchedule.parse(schedule.get(), zone())));
        } else if (every.isPresent()) {
            declare("--every", known -> known.withSchedule(IntervalSchedule.parse(every.get())));
        } else if (arguments.value(RunOption.TIMEZONE).isPresent()) {
            moveToZone();
        }
        declare(RunOption.OWNER, (known, text) -> known.withOwner(text));
        declare(RunOption.GRACE, (known, text) -> known.withGrace(DurationText.parse(text)));
        declare(RunOption.MAX_DURATION, (known, text) -> known.withMaxDuration(DurationText.parse(text)));
        declare(RunOption.TOLERATE, (known, text) -> known.withTolerate(Integer.parseInt(text)));
    }

    private void moveToZone() {
        if (facts.schedule().isPresent() && facts.schedule().get() instanceof CronSchedule cron) {
            declare("--timezone", known -> known.withSchedule(CronSchedule.parse(cron.text(), zone())));
        } else {
            trouble.accept(
                    "--timezone says nothing without a schedule; it is not looked at: give --schedule, too, or leave it out");
        }
    }

    /** The option's, else the inventory's, else the host's. */
    private ZoneId zone() {
        Optional<String> zone = arguments.value(RunOption.TIMEZONE);
        if (zone.isEmpty() && facts.schedule().isPresent()) {
            zone = facts.schedule().get().timeZone();
        }
        return zone.isPresent() ? CronSchedule.zone(zone.get()) : ZoneId.systemDefault();
    }

    /** Takes one more fact from a text. */
    private interface Fact {
        JobFacts with(JobFacts known, String text);
    }

    private void declare(RunOption option, Fact fact) {
        Optional<String> text = arguments.value(option);
        if (text.isPresent()) {
            declare(option.flag(), known -> fact.with(known, text.get()));
        }
    }

    private void declare(String flag, UnaryOperator<JobFacts> fact) {
        try {
            facts = fact.apply(facts);
        } catch (NumberFormatException e) {
            trouble.accept(flag + " is not a whole number; it is not looked at");
        } catch (InvalidScheduleException e) {
            trouble.accept(flag + ": " + e.getMessage() + "; it is not looked at");
        }
    }
}
