package io.github.jobtide.run;

import java.io.File;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A process and all that came from it, as far as the chain of parents holds. */
final class ProcessTree {
    /** More than that nobody wants looked at once a second. */
    private static final int MOST = 4096;

    private ProcessTree() {}

    /** Numbers of the processes that live now, the root first. */
    static List<Long> pids(Process root) {
        return new File("/proc/self/task/" + ProcessHandle.current().pid() + "/children").exists()
                ? byKernel(root.pid())
                : byHandles(root.toHandle());
    }

    /** The kernel keeps a list of children for each thread, if it was built to; that is cheap to read on a host with many processes. */
    private static List<Long> byKernel(long root) {
        List<Long> pids = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty() && pids.size() < MOST) {
            long pid = open.remove();
            pids.add(pid);
            String[] threads = new File("/proc/" + pid + "/task").list();
            if (threads == null) {
                continue;
            }
            for (String thread : threads) {
                Optional<String> children = Proc.line("/proc/" + pid + "/task/" + thread + "/children");
                if (children.isPresent()) {
                    add(children.get(), open);
                }
            }
        }
        return pids;
    }

    private static void add(String line, Deque<Long> open) {
        int start = 0;
        while (start < line.length()) {
            int blank = line.indexOf(' ', start);
            int end = blank < 0 ? line.length() : blank;
            try {
                open.add(Long.parseLong(line.substring(start, end)));
            } catch (NumberFormatException e) {
                return; // Not what such a file holds.
            }
            start = end + 1;
        }
    }

    private static List<Long> byHandles(ProcessHandle root) {
        List<Long> pids = new ArrayList<>();
        pids.add(root.pid());
        for (ProcessHandle handle : descendants(root)) {
            pids.add(handle.pid());
        }
        return pids;
    }

    /** Handles of what came from it, without itself. */
    static List<ProcessHandle> descendants(ProcessHandle root) {
        return root.descendants().limit(MOST).toList();
    }
}
