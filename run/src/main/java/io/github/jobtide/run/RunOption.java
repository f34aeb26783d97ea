package io.github.jobtide.run;

/** The options of {@code jobtide run}, and the only place that spells them: its parser, its help and its manual page come from here. */
public enum RunOption {
    JOB("--job", "JOB", "Name of the job, under which its reports are filed."),
    GROUP("--group", "KEY=VALUE", "A further label of the group that the reports go to. May be repeated."),
    PER_HOST("--per-host", "",
            "Give the group the label instance with the name of this host: each host's run is a thing of its own."),
    GATEWAY("--gateway", "URL",
            "The gateway, such as http://localhost:9091. Default: the environment's JOBTIDE_GATEWAY, else PUSHGATEWAY_URL."),
    ENV("--env", "NAME", "The environment of jobtide.yml to report to."),
    CONFIG("--config", "FILE", "Read that file in the place of jobtide.yml."),
    TOKEN_FILE("--token-file", "FILE", "File with the bearer token that the gateway asks for."),
    USER("--user", "NAME", "User that the gateway asks for, with --password-file."),
    PASSWORD_FILE("--password-file", "FILE", "File with the password; with USER:PASSWORD if there is no --user."),
    CA_FILE("--ca-file", "FILE", "Certificates in PEM to believe the gateway by, instead of the system's."),
    CLIENT_CERT_FILE("--client-cert-file", "FILE",
            "Certificate in PEM to show to the gateway, with --client-key-file."),
    CLIENT_KEY_FILE("--client-key-file", "FILE", "Key in PEM of the certificate."),
    SCHEDULE("--schedule", "CRON", "When the job is started, as five fields of cron: '30 2 * * *'."),
    EVERY("--every", "DURATION", "That the job is started each time so long after its last start: 6h."),
    TIMEZONE("--timezone", "ZONE", "Time zone of the schedule. Default: this host's."),
    MAX_DURATION("--max-duration", "DURATION",
            "How long a run may take before somebody should look. It is not ended: see --timeout."),
    GRACE("--grace", "DURATION", "How much too late a start may be. Default: 5m."),
    TOLERATE("--tolerate", "COUNT", "How many starts in a row may fail before the job counts as late. Default: 1."),
    OWNER("--owner", "NAME", "Who looks after the job."),
    TIMEOUT("--timeout", "DURATION",
            "End the command and all that it has started by TERM after that time; each attempt has it anew."),
    KILL_AFTER("--kill-after", "DURATION", "End them by KILL so long after that. Default: 10s."),
    RETRIES("--retries", "COUNT", "Start the command again if it fails, at most so often. Default: 0."),
    RETRY_DELAY("--retry-delay", "DURATION",
            "Wait so long before the first retry, twice as long before the next, and so on, each time by chance up to half less. Default: 1s."),
    SUCCESS_CODES("--success-codes", "LIST", "Exit codes that count as success: 0,2-4. Default: 0."),
    OVERLAP("--overlap", "POLICY",
            "What to do while another run of the job is going on this host: allow, skip, wait, wait=DURATION (then skip) or fail. Default: allow."),
    SKIP_EXIT_CODE("--skip-exit-code", "CODE", "Exit code of a run that was skipped. Default: 75."),
    HEARTBEAT("--heartbeat", "DURATION", "How often to give a sign of life; 0s for never. Default: 60s."),
    PUSH_BUDGET("--push-budget", "DURATION", "How long reporting may go on after the command has ended. Default: 15s."),
    WARNINGS("--warnings", "WHEN",
            "Tell of a gateway that cannot be reached: once for each outage and host, always or never. Default: once."),
    TOTALS("--totals", "ON|OFF", "Whether to add up over runs. Default: on."),
    METRICS_FILE("--metrics-file", "FILE",
            "File into which the command writes metrics of its own. Default: a new one, which the environment's JOBTIDE_METRICS_FILE names."),
    LINT("--lint", "MODE",
            "Look at what the command writes there, and at --metric, by the rules of 'jobtide lint': off, warn (tell of errors and warnings), or enforce (also leave out what has errors). Default: off."),
    METRIC("--metric", "NAME=VALUE", "Report that number, too, if the command ends. May be repeated."),
    DEPENDENCY("--dependency", "NAME=COMMAND",
            "Report whether that shell command succeeds, after the command has ended. May be repeated."),
    CAPTURE_LINES("--capture-lines", "COUNT",
            "Keep the last lines of the output. The output goes through a pipe then. Default: 0."),
    CAPTURE("--capture", "WHEN", "When to keep them: failure or always. Default: failure."),
    REDACT_ENV("--redact-env", "NAMES",
            "Environment variables whose values (each line of them, from 4 letters on) are masked in lines that are kept."),
    STRICT("--strict", "", "Do not run the command if the settings for reporting are wrong; exit with 125.");

    private final String flag;
    private final String parameter;
    private final String help;

    RunOption(String flag, String parameter, String help) {
        this.flag = flag;
        this.parameter = parameter;
        this.help = help;
    }

    /** With its two dashes. */
    public String flag() {
        return flag;
    }

    /** What it takes; empty if it takes nothing. */
    public String parameter() {
        return parameter;
    }

    public String help() {
        return help;
    }

    public boolean takesValue() {
        return !parameter.isEmpty();
    }

    public boolean isRepeatable() {
        return this == GROUP || this == METRIC || this == DEPENDENCY;
    }
}
