package dev.holdfast.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.CannotContinue;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

/** Tests which failures are explained in a sentence, and which keep their stack trace. */
class FailuresTest {
    @Test
    void an_unreadable_file_is_reported_by_name() {
        assertThat(Failures.explain(new UncheckedIOException(new AccessDeniedException("/home/else/.holdfast"))))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("No permission to read or write /home/else/.holdfast.")
                        .contains("HOLDFAST_HOME"));
    }

    @Test
    void the_message_of_an_expected_failure_is_shown() {
        assertThat(Failures.explain(new CannotContinue("Port 1 is taken."))).contains("Port 1 is taken.");
    }

    @Test
    void an_unexpected_failure_keeps_its_stack_trace() {
        assertThat(Failures.explain(new IllegalStateException("x"))).isEmpty();
    }
}
