package dev.holdfast.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The Content-Security-Policy of pages. */
class PageHeadersTest {
    @Test
    void pages_run_only_their_own_scripts_and_cannot_be_framed() {
        assertThat(PageHeaders.policy("abc"))
                .startsWith("default-src 'self'; script-src 'self' 'nonce-abc' 'unsafe-eval'; ")
                .contains("object-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("http", "*");
    }
}
