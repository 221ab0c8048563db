package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.holdfast.standalone.keycloak.DemoUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the sign-in to the console with each demo user. */
@EndToEnd
class SignInIT {
    private final Stack stack;
    private final Browsers browsers;

    SignInIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "olivia", "pavel", "carmen", "rashid", "farah"})
    void everyone_in_the_demo_can_sign_in_and_is_greeted_by_name(String user) {
        DemoUser person = DemoUser.ALL.stream()
                .filter(candidate -> candidate.name().equals(user))
                .findFirst()
                .orElseThrow();

        Page page = browsers.signIn(user);

        page.getByText(person.firstName() + " " + person.lastName()).first().waitFor();
        assertThat(page.url()).startsWith(stack.console("/"));
    }

    @Test
    void a_wrong_password_does_not_open_the_console() {
        Page page = browsers.stranger();
        page.navigate(stack.console("/"));
        Browsers.answer(page, "olivia", "not her password");

        page.locator("#input-error, #input-error-username").first().waitFor();
        assertThat(page.locator("vaadin-app-layout").count()).isZero();
    }
}
