package dev.holdfast.backend.installation;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts an OpenID Connect provider other than Keycloak: {@code oidc-provider} from npm. Its claims and groups have other names than
 * Keycloak's. Only the settings of the backend differ.
 */
public final class SecondProvider implements QuarkusTestResourceLifecycleManager {
    /** The issuer: a system property, because Quarkus loads this class twice. */
    private static final String ISSUER = "holdfast.test.second.issuer";

    private @Nullable Process process;

    /** Returns the issuer. */
    public static String issuer() {
        return Objects.requireNonNull(System.getProperty(ISSUER), "oidc-provider is not running");
    }

    /** Runs after the installation, whose settings it replaces. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            Process started = new ProcessBuilder("src/test/npm/start.sh", "target/second-provider")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
            String issuer = listening(started.inputReader(StandardCharsets.UTF_8));
            System.setProperty(ISSUER, issuer);
            return Map.of(
                    "HOLDFAST_OIDC_URL", issuer,
                    "HOLDFAST_PEOPLE_CLIENT_SECRET", "",
                    "HOLDFAST_OIDC_NAME_CLAIM", "login",
                    "HOLDFAST_OIDC_GROUPS_CLAIM", "departments",
                    "HOLDFAST_OIDC_AUDIENCE", "https://holdfast.example/api",
                    "HOLDFAST_OIDC_OWNERS_GROUP", "sg-holdfast-owners");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "oidc-provider does not start; it needs node and npm (Debian: nodejs, npm)", e);
        }
    }

    /** Waits until the provider prints its issuer. */
    private static String listening(BufferedReader output) throws IOException {
        String prefix = "listening ";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("oidc-provider ended before it was ready: see target/second-provider/npm.log");
    }

    @Override
    public void stop() {
        if (process != null) {
            process.destroy();
        }
    }
}
