package io.github.jobtide.cli.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CrontabTest {
    private static final String TABLE = """
            # nightly
            MAILTO=ops@example.com
            CRON_TZ=Europe/Berlin

            30 2 * * * /usr/local/bin/backup.sh --full /srv
            @daily cd /srv && ./report.py | mail -s 'It''s done' me
            */10 * * * * jobtide run --job there -- /bin/x
            what is this
            0 5 * * 1 date +\\%F%input%more
            @reboot /opt/agent
            """;

    @Test
    void commandsAreWrappedAndNothingElseChanges() {
        Crontab table = Crontab.wrap(TABLE, false, "jobtide", Map.of(10, "boot"));

        assertThat(table.text()).isEqualTo("""
                # nightly
                MAILTO=ops@example.com
                CRON_TZ=Europe/Berlin

                30 2 * * * jobtide run --job backup -- /usr/local/bin/backup.sh --full /srv
                @daily jobtide run --job report -- "$SHELL" -c 'cd /srv && ./report.py | mail -s '\\''It'\\'''\\''s done'\\'' me'
                */10 * * * * jobtide run --job there -- /bin/x
                what is this
                0 5 * * 1 jobtide run --job date -- "$SHELL" -c 'date +\\%F'%input%more
                @reboot jobtide run --job boot -- /opt/agent
                """);
        assertThat(table.leftAlone()).containsExactly(new Crontab.LeftAlone(7, "it runs under jobtide already"),
                new Crontab.LeftAlone(8, "it is neither an assignment nor five fields and a command"));
        assertThat(Crontab.wrap(table.text(), false, "jobtide", Map.of()).text()).as("again").isEqualTo(table.text());
    }

    @Test
    void theInventorySaysWhatIsKnown() {
        Crontab table = Crontab.wrap(TABLE, false, "jobtide", Map.of());

        assertThat(ProposedInventory.of(table, "crontab")).isEqualTo("""
                # From crontab. Add max-duration, grace, owner and severity where they are known.
                jobs:
                  # line 5
                  - job: "backup"
                    schedule: "30 2 * * *"
                    timezone: "Europe/Berlin"
                  # line 6
                  - job: "report"
                    schedule: "@daily"
                    timezone: "Europe/Berlin"
                  # line 9
                  - job: "date"
                    schedule: "0 5 * * 1"
                    timezone: "Europe/Berlin"
                  # line 10; without a schedule: the schedule '@reboot' does not say when the next start is due; declare none for such a job
                  - job: "agent"
                """);
    }

    @Test
    void theDiffIsOneThatPatchReads() {
        Crontab table = Crontab.wrap("a=1\nb=1\nc=1\nd=1\n@daily /x\ne=1\nf=1\ng=1\nh=1\ni=1\nj=1\nk=1\n@daily /y",
                false,
                "jobtide", Map.of());

        assertThat(Diff.of(table, "tab", UnaryOperator.identity(), UnaryOperator.identity())).isEqualTo("""
                --- tab
                +++ tab
                @@ -2,7 +2,7 @@
                 b=1
                 c=1
                 d=1
                -@daily /x
                +@daily jobtide run --job x -- /x
                 e=1
                 f=1
                 g=1
                @@ -10,4 +10,4 @@
                 i=1
                 j=1
                 k=1
                -@daily /y
                \\ No newline at end of file
                +@daily jobtide run --job y -- /y
                \\ No newline at end of file
                """);
        assertThat(Diff.of(Crontab.wrap("a=1\n", false, "jobtide", Map.of()), "tab", UnaryOperator.identity(),
                UnaryOperator.identity())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {"/usr/local/bin/backup.sh --full ~ backup",
            "cd /srv && ./report.py >/dev/null 2>&1 ~ report",
            "test -x /usr/sbin/anacron || run-parts /etc/cron.daily ~ run-parts",
            "[ -f /etc/default/x ] && . /etc/default/x; exec /opt/my.app/run.me ~ run_me",
            "nice -n 19 ionice -c3 /usr/bin/python3 /srv/etl/load_orders.py ~ load_orders",
            "FOO=bar sleep 30; curl -s http://localhost/x ~ curl", "php /srv/www/artisan schedule:run ~ artisan",
            "bash -c 'backup-db --all' ~ backup-db", "sleep 5 ~ job", "sudo -u app /opt/x.sh ~ x",
            "timeout 10m /opt/y ~ y", "java -jar /opt/batch.jar ~ batch",
            "flock -n /tmp/lock /bin/sync-users ~ sync-users"})
    void aNameIsMadeOfTheProgramThatIsMeant(String command, String name) {
        assertThat(new JobNames().propose(command)).isEqualTo(name);
    }

    @Test
    void aLineThatWouldBecomeTooLongForCronIsLeftAlone() {
        String line = "@daily /x " + "y".repeat(980);

        Crontab table = Crontab.wrap(line + "\n@daily /x\n", false, "jobtide", Map.of());

        assertThat(table.after()).startsWith(line);
        assertThat(table.leftAlone()).containsExactly(new Crontab.LeftAlone(1,
                "cron takes commands of less than 999 letters, and this would have 1006; put it into a script"));
        assertThat(table.jobs()).hasSize(1);
    }

    @Test
    void noTwoJobsAreCalledTheSame() {
        Crontab table = Crontab.wrap("@daily /x a\n@daily /x b\n@daily /x c\n", false, "jobtide", Map.of(3, "x_2"));

        assertThat(table.jobs()).extracting(Crontab.Job::name).containsExactly("x", "x_3", "x_2");
    }
}
