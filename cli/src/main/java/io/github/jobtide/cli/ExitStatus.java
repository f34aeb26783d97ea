package io.github.jobtide.cli;

/** Exit statuses that the commands which speak to a gateway share. */
final class ExitStatus {
    static final int DONE = 0;
    /** The gateway answered, and said no. */
    static final int REFUSED = 1;
    /** Wrong arguments or settings; nothing was sent. */
    static final int WRONG_USE = 2;
    /** There was no answer, or none but "not now"; later it may work as it is. */
    static final int UNREACHABLE = 3;

    static final String DONE_LINE = "0:done";
    static final String REFUSED_LINE = "1:the gateway refuses it; its answer is shown";
    static final String WRONG_USE_LINE = "2:wrong arguments or settings; nothing was sent";
    static final String UNREACHABLE_LINE = "3:the gateway cannot be reached, or cannot do it now";

    private ExitStatus() {}
}
