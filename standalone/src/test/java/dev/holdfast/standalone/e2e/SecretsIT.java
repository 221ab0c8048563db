package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Searches logs and process arguments for secrets. Runs last, so that the logs of all end-to-end tests exist. */
@EndToEnd
@Order(Integer.MAX_VALUE)
class SecretsIT {
    private final Stack stack;
    private final Leaks leaks;

    SecretsIT(Stack stack) {
        this.stack = stack;
        this.leaks = new Leaks(stack.installation().home());
    }

    @BeforeEach
    void passwords_client_secrets_and_private_keys_are_known() {
        assertThat(leaks.names())
                .contains(
                        "db.app.password",
                        "console.client.secret",
                        "user.olivia.password",
                        "line 1 of infrastructure-ca.key",
                        "line 1 of gateway-server.key",
                        "line 1 of contoso-silicon.key");
    }

    @Test
    void no_log_of_the_run_has_a_secret() {
        assertThat(leaks.in(stack.installation().home().environments().resolve("backend.env")))
                .as("the environment of the backend, where secrets belong")
                .isNotEmpty();

        assertThat(leaks.inLogs()).isEmpty();
    }

    /** Covers processes that have ended: those that started the installation, and those of all other tests. */
    @Test
    void no_argument_of_a_process_has_a_secret() throws IOException {
        if (!stack.welcome().isEmpty()) {
            assertThat(ProcessArguments.all())
                    .as("recorded processes of the start")
                    .anyMatch(process -> process.arguments().contains("initdb"));
        }

        assertThat(leaks.inArguments()).isEmpty();

        Process careless = new ProcessBuilder(
                        "sh", "-c", "read line", stack.installation().secrets().machine("db.app.password"))
                .start();
        assertThat(leaks.inArguments())
                .as("a process that has a secret in its arguments")
                .containsExactly("the arguments of process %d have db.app.password".formatted(careless.pid()));
        careless.destroy();
    }
}
