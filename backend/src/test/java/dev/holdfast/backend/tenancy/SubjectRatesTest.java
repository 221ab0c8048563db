package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import org.junit.jupiter.api.Test;

/** The rate limit of each caller. */
class SubjectRatesTest {
    @Test
    void only_the_caller_above_the_rate_limit_is_refused() {
        SubjectRates rates = new SubjectRates(1);
        ProblemException refused = null;
        for (int i = 0; i < 1_000 && refused == null; i++) {
            refused = catchThrowableOfType(ProblemException.class, () -> rates.take("busy"));
        }

        assertThat(refused).isNotNull().satisfies(it -> assertThat(it.type()).isEqualTo(ProblemType.RATE_LIMITED));
        assertThatCode(() -> rates.take("quiet")).doesNotThrowAnyException();
    }
}
