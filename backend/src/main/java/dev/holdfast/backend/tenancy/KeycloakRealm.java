package dev.holdfast.backend.tenancy;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.Client;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * Access to the Keycloak realm that people sign in to, by a service client that can manage users only (ADR 0028). Not available ("closed")
 * without the client's secret, or with another provider.
 */
@Startup
@ApplicationScoped
public class KeycloakRealm {
    private static final Pattern ISSUER = Pattern.compile("(?<server>https?://.+)/realms/(?<realm>[^/]+)/?");

    private static final int CONNECT_MILLIS = 2_000;
    private static final long READ_MILLIS = 5_000;

    private final Optional<Keycloak> keycloak;
    private final String realm;

    KeycloakRealm(
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer,
            @ConfigProperty(name = "holdfast.people.client-id") String client,
            @ConfigProperty(name = "holdfast.people.client-secret") Optional<String> secret) {
        Matcher parts = ISSUER.matcher(issuer);
        boolean isKeycloak = parts.matches();
        if (secret.isPresent() && !isKeycloak) {
            throw new IllegalArgumentException("HOLDFAST_PEOPLE_CLIENT_SECRET is set, but HOLDFAST_OIDC_URL, '" + issuer
                    + "', is not a Keycloak realm (…/realms/NAME). Unset the secret for other providers.");
        }
        this.realm = isKeycloak ? parts.group("realm") : "";
        this.keycloak = secret.map(known -> KeycloakBuilder.builder()
                .serverUrl(parts.group("server"))
                .realm(realm)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(client)
                .clientSecret(known)
                .resteasyClient(clientWithTimeouts())
                .build());
    }

    /** Returns the library's HTTP client with timeouts. */
    private static Client clientWithTimeouts() {
        return Keycloak.getClientProvider()
                .newRestEasyClient(null, null, false)
                .property(QuarkusRestClientProperties.CONNECT_TIMEOUT, CONNECT_MILLIS)
                .property(QuarkusRestClientProperties.READ_TIMEOUT, READ_MILLIS);
    }

    /** Returns whether people can be found and invited. */
    public boolean isOpen() {
        return keycloak.isPresent();
    }

    /** Returns the blocking admin API of the realm; empty when closed. */
    public Optional<RealmResource> admin() {
        return keycloak.map(client -> client.realm(realm));
    }

    @PreDestroy
    void close() {
        keycloak.ifPresent(Keycloak::close);
    }
}
