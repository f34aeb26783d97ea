package io.github.jobtide.run;

import io.github.jobtide.push.Target;
import io.github.jobtide.push.UnusableSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the settings for reporting, as far as that can be seen on this host. */
final class StrictCheck {
    private StrictCheck() {}

    static List<String> trouble(Desk desk, Map<String, String> environment) {
        List<String> trouble = new ArrayList<>(desk.trouble());
        if (desk.job().isPresent()) {
            try {
                desk.job().get().tryOut();
            } catch (StateException e) {
                trouble.add(String.valueOf(e.getMessage()));
            }
        }
        if (desk.destination() instanceof Destination.Known known) {
            check(known.target(), environment, trouble);
        } else if (desk.destination() instanceof Destination.Named named) {
            trouble.add(named.trouble());
        } else if (desk.destination() instanceof Destination.Nowhere nowhere) {
            trouble.add(nowhere.trouble());
        }
        return trouble;
    }

    private static void check(Target target, Map<String, String> environment, List<String> trouble) {
        try {
            target.credentials().authorization(environment); // Only whether it can be read.
        } catch (UnusableSettingException e) {
            trouble.add(String.valueOf(e.getMessage()));
        }
        check(target.files().authorities(), trouble);
        check(target.files().certificate(), trouble);
        check(target.files().key(), trouble);
    }

    private static void check(Optional<Path> file, List<String> trouble) {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            trouble.add("the file " + file.get() + " cannot be read");
        }
    }
}
