package dev.holdfast.standalone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The log of a service since its start.
 *
 * @param begin length of the file at the start of the service
 */
record StartLog(Path file, long begin) {
    /** The last cause of a Java stack trace. PostgreSQL's messages begin with the level. */
    private static final Pattern CAUSE =
            Pattern.compile("^Caused by: [\\w.$]+: (?:ERROR: )?(?<message>.+?)\\.?$", Pattern.MULTILINE);

    static StartLog of(Path file) throws IOException {
        return new StartLog(file, Files.size(file));
    }

    /** Returns the message of the innermost exception, without a final full stop. Empty if the service logged no exception. */
    Optional<String> cause() {
        try {
            byte[] all = Files.readAllBytes(file);
            // LogRotation can shorten the file.
            int from = (int) Math.min(begin, all.length);
            String text = new String(Arrays.copyOfRange(all, from, all.length), StandardCharsets.UTF_8);
            return CAUSE.matcher(text)
                    .results()
                    .reduce((_, last) -> last)
                    .map((MatchResult last) -> last.group("message"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
