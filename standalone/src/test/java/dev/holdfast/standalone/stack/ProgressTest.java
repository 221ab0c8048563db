package dev.holdfast.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Tests the progress lines of {@code ./holdfast up}. */
class ProgressTest {
    private static final Instant BEGIN = Instant.parse("2026-09-01T12:00:00.250Z");

    private final StringWriter text = new StringWriter();
    private final Clock clock = Clock.fixed(BEGIN.plusMillis(3500), ZoneOffset.UTC);

    @Test
    void log_lines_have_a_timestamp_and_terminal_lines_do_not() {
        Progress.log(new PrintWriter(text), clock, BEGIN).say("ready");

        assertThat(text).hasToString("2026-09-01T12:00:03Z    3.5 s  ready\n");
        assertThat(Progress.unstamped(text.toString())).isEqualTo("   3.5 s  ready\n");
    }

    @Test
    void a_terminal_shows_the_seconds_since_the_start() {
        Progress.terminal(new PrintWriter(text), clock, BEGIN).say("ready");

        assertThat(text).hasToString("   3.5 s  ready\n");
    }
}
