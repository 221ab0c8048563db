package dev.holdfast.ui.client;

import com.vaadin.flow.server.VaadinRequest;
import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends the signed-in person's access token with every call. The console has no permissions of its own. */
@ApplicationScoped
@Unremovable
public class BearerToken implements ClientRequestFilter {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]+");

    private final SecurityIdentity identity;
    private final Optional<String> proxySecret;

    public BearerToken(
            SecurityIdentity identity,
            @ConfigProperty(name = "holdfast.console.proxy-secret") Optional<String> proxySecret) {
        this.identity = identity;
        this.proxySecret = proxySecret;
    }

    @Override
    public void filter(ClientRequestContext request) {
        AccessTokenCredential token = identity.getCredential(AccessTokenCredential.class);
        if (token != null) {
            request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.getToken());
        }
        VaadinRequest browser = VaadinRequest.getCurrent();
        if (browser != null) {
            forward(request, browser);
        }
    }

    /**
     * Forwards the browser's user agent for the audit log. Also forwards the browser's address (RFC 7239) if the console has a secret that
     * proves to the API who sent it.
     */
    private void forward(ClientRequestContext request, VaadinRequest browser) {
        String address = browser.getRemoteAddr();
        if (proxySecret.isPresent()
                && address != null
                && ADDRESS.matcher(address).matches()) {
            String node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
            request.getHeaders().putSingle("Forwarded", "for=" + node + ";secret=\"" + proxySecret.get() + "\"");
        }
        String agent = browser.getHeader(HttpHeaders.USER_AGENT);
        if (agent != null) {
            request.getHeaders().putSingle(HttpHeaders.USER_AGENT, agent);
        }
    }
}
