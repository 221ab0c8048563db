package dev.holdfast.standalone.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Accounts of installation owners in the bundled Keycloak. Needs a running Keycloak. */
public final class OwnerAccount {
    /** User name of the first owner. */
    public static final String FIRST = DemoUser.ADMIN.name();

    /** Keycloak has no user names with capitals. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OwnerAccount() {}

    /** Returns the ID of the first owner, which is the subject of their access tokens. Empty if the account was deleted. */
    public static Optional<String> first(Installation installation) {
        return new KeycloakAdmin(installation)
                .user(FIRST)
                .map(user -> user.get("id").asText());
    }

    /**
     * An account with a new password.
     *
     * @param subject ID of the account
     * @param password has to be changed at the next sign-in
     */
    public record Reset(String subject, String password) {}

    /**
     * Gives an account a new password, enables and unlocks it, and ends its sessions. Creates the account if there is none.
     *
     * @param name user name
     * @throws CannotContinue if the name cannot be a user name of a person
     */
    public static Reset reset(Installation installation, String name) {
        if (!NAME.matcher(name).matches() || name.equals("system") || name.startsWith("service-account-")) {
            throw new CannotContinue("'%s' cannot be the user name of an owner.".formatted(name));
        }
        KeycloakAdmin admin = new KeycloakAdmin(installation);
        JsonNode user = admin.user(name).orElseGet(() -> {
            admin.createUser(account(name));
            return admin.user(name)
                    .orElseThrow(() -> new CannotContinue("Keycloak did not create the account %s.".formatted(name)));
        });
        String id = user.get("id").asText();
        String password = Secrets.forPeople();
        if (!user.path("enabled").asBoolean()) {
            admin.changeUser(id, ((ObjectNode) user).put("enabled", true));
        }
        admin.resetPassword(
                id,
                JSON.createObjectNode()
                        .put("type", "password")
                        .put("value", password)
                        .put("temporary", true));
        admin.unlockAndSignOut(id);
        return new Reset(id, password);
    }

    private static ObjectNode account(String name) {
        return JSON.createObjectNode()
                .put("username", name)
                .put("firstName", "Installation")
                .put("lastName", "Owner")
                .put("email", name.replace('@', '.') + "@holdfast.example")
                .put("emailVerified", true)
                .put("enabled", true);
    }
}
