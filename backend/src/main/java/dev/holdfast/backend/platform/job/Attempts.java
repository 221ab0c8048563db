package dev.holdfast.backend.platform.job;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a backend has a job for itself, how often one is tried, and how its failures are told. Pure. */
public final class Attempts {
    /** For so long others leave a job alone that a backend is at. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** So often backends begin with the same page before the job has failed. */
    public static final int MOST = 5;

    private static final String DIED =
            "Each time the backend ended while it looked at the devices: somebody stopped it,"
                    + " or its memory was too small.";

    private Attempts() {}

    /** Returns what to say of a failure of a {@code noun}: an answer is written for people, a fault is not. */
    public static String words(String noun, Throwable failure) {
        return failure instanceof ProblemException problem
                ? problem.detail()
                : "Holdfast had a fault while it looked at the devices; the backend's log has it under the " + noun
                        + "'s ID.";
    }

    /** Returns what to say after the last attempt; {@code why} is null when no attempt lived to tell. */
    public static String exhausted(@Nullable String why) {
        return "It was tried " + MOST + " times and failed each time. " + (why == null ? DIED : why);
    }

    /** Returns what to say of a failure that another attempt follows. */
    public static String triedAgain(String why) {
        return "It failed and is tried again within a minute. " + why;
    }
}
