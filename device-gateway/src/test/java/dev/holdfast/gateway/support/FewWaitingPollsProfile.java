package dev.holdfast.gateway.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** Configures a gateway at which few polls wait, and which ends one of them at a time. */
public final class FewWaitingPollsProfile implements QuarkusTestProfile {
    /** Maximum number of polls that wait. */
    public static final int POLLS = 3;
    /** Pause of the gateway between two of them that one change ends. */
    public static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "holdfast.update.waiting-polls", Integer.toString(POLLS), "holdfast.update.wakes-per-second", "1");
    }
}
