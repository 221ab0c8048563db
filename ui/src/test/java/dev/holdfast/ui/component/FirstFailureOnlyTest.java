package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** An open page that refreshes periodically shows only the first failure of an outage. */
class FirstFailureOnlyTest {
    private boolean away;
    private final LiveUpdate.FirstFailureOnly refresh = new LiveUpdate.FirstFailureOnly(() -> {
        if (away) {
            throw new IllegalStateException("away");
        }
    });

    @Test
    void an_outage_is_reported_once() {
        assertThatCode(refresh::run).doesNotThrowAnyException();
        away = true;
        assertThatThrownBy(refresh::run).hasMessage("away");
        assertThatCode(refresh::run).doesNotThrowAnyException();
        away = false;
        assertThatCode(refresh::run).doesNotThrowAnyException();
        away = true;
        assertThatThrownBy(refresh::run).hasMessage("away");
    }
}
