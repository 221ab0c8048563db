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
     * Returns the ID of an account, which is the subject of its access tokens. Creates the account, without a password, if there is none.
     *
     * @param name user name
     * @throws CannotContinue if the name cannot be a user name of a person
     */
    public static String ensure(Installation installation, String name) {
        if (!NAME.matcher(name).matches() || name.equals("system") || name.startsWith("service-account-")) {
            throw new CannotContinue("'%s' cannot be the user name of an owner.".formatted(name));
        }
        KeycloakAdmin admin = new KeycloakAdmin(installation);
        if (admin.user(name).isEmpty()) {
            admin.createUser(account(name));
        }
        return user(admin, name).get("id").asText();
    }

    /**
     * Returns the new password of an account, to be changed at the next sign-in. Enables and unlocks the account, deletes its second factors,
     * and ends its sessions.
     */
    public static String reset(Installation installation, String name) {
        KeycloakAdmin admin = new KeycloakAdmin(installation);
        JsonNode user = user(admin, name);
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
        admin.deleteSecondFactors(id);
        admin.unlockAndSignOut(id);
        return password;
    }

    private static JsonNode user(KeycloakAdmin admin, String name) {
        return admin.user(name).orElseThrow(() -> new CannotContinue("Keycloak has no account %s.".formatted(name)));
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
