package dev.holdfast.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.CannotContinue;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void a_file_that_may_not_be_read_is_one_sentence_with_its_name() {
        assertThat(Failures.explain(new UncheckedIOException(new AccessDeniedException("/home/else/.holdfast"))))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("No permission to read or write /home/else/.holdfast.")
                        .contains("HOLDFAST_HOME"));
    }

    @Test
    void what_a_person_must_know_is_said_as_it_is() {
        assertThat(Failures.explain(new CannotContinue("Port 1 is taken."))).contains("Port 1 is taken.");
    }

    @Test
    void a_mistake_of_ours_keeps_its_stack_trace() {
        assertThat(Failures.explain(new IllegalStateException("x"))).isEmpty();
    }
}
