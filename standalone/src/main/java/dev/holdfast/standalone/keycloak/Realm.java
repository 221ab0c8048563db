package dev.holdfast.standalone.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.install.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The initial realm {@code holdfast}: the template {@code holdfast-realm.json} with addresses, secrets and users of this
 * installation. Holdfast later updates only the console's addresses ({@link KeycloakAdmin#alignConsole}). People make all other
 * changes in Keycloak.
 */
final class Realm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Names of the groups below the group of each catalog. */
    private static final List<String> ROLES =
            List.of("owner", "publisher", "contributor", "security-analyst", "approver", "reader");

    /** The backend's client for finding and inviting people. */
    static final String PEOPLE_CLIENT = "holdfast-people";

    /** Keycloak roles of {@link #PEOPLE_CLIENT}. {@code clientScopeMappings} in the template must list the same roles. */
    private static final List<String> PEOPLE_ROLES = List.of("view-users", "query-users", "manage-users");

    /** Name of the secret of {@link #PEOPLE_CLIENT} in {@code Secrets}. */
    static final String PEOPLE_SECRET = "people.client.secret";

    private final Installation installation;
    private final @Nullable String ownerPassword;

    Realm(Installation installation) {
        this.installation = installation;
        this.ownerPassword = installation.mode() == Mode.EMPTY ? Secrets.forPeople() : null;
    }

    /** Returns the password of the only account in an empty installation. Only Keycloak stores it. Empty for a demo. */
    Optional<String> ownerPassword() {
        return Optional.ofNullable(ownerPassword);
    }

    /** Returns the pattern for all pages of the console. */
    static String consolePages(Settings settings) {
        return settings.http(Port.CONSOLE, "/*").toString();
    }

    /** Returns the realm as JSON for Keycloak's admin API. */
    JsonNode render() {
        ObjectNode realm = template();
        for (JsonNode node : realm.withArray("clients")) {
            ObjectNode client = (ObjectNode) node;
            switch (client.get("clientId").asText()) {
                case "holdfast-console" -> console(client);
                case "holdfast-cli" -> client.put("directAccessGrantsEnabled", isDemo());
                case PEOPLE_CLIENT ->
                    client.put("secret", installation.secrets().machine(PEOPLE_SECRET));
                default -> throw new IllegalStateException("Unknown client in the template: " + client);
            }
        }
        List<DemoUser> people = isDemo() ? DemoUser.ALL : List.of(DemoUser.ADMIN);
        groups(realm.putArray("groups"), people);
        people.forEach(person -> user(realm.withArray("users").addObject(), person));
        realm.withArray("users").add(peopleAccount());
        return realm;
    }

    /** Returns the service account of {@link #PEOPLE_CLIENT}. It can only view, create, change and delete users. */
    private static ObjectNode peopleAccount() {
        ObjectNode account = JSON.createObjectNode()
                .put("username", "service-account-" + PEOPLE_CLIENT)
                .put("serviceAccountClientId", PEOPLE_CLIENT)
                .put("enabled", true);
        ArrayNode roles = account.withObject("/clientRoles").putArray("realm-management");
        PEOPLE_ROLES.forEach(roles::add);
        return account;
    }

    private boolean isDemo() {
        return installation.mode() == Mode.DEMO;
    }

    private void console(ObjectNode client) {
        String allPages = consolePages(installation.settings());
        client.put("secret", installation.secrets().machine("console.client.secret"));
        client.putArray("redirectUris").add(allPages);
        consoleAddresses(installation.settings(), (ObjectNode) client.get("attributes"));
    }

    /** Sets the addresses for redirects after sign-out and for back-channel logout. */
    static void consoleAddresses(Settings settings, ObjectNode attributes) {
        attributes
                .put("post.logout.redirect.uris", consolePages(settings))
                .put("backchannel.logout.session.required", "true")
                .put("backchannel.logout.url", backChannelLogout(settings));
    }

    /** Returns the console's address for back-channel logout. */
    static String backChannelLogout(Settings settings) {
        return settings.http(Port.CONSOLE, "/back-channel-logout").toString();
    }

    /** Adds the groups of all users, and the group {@code catalogs} for later catalogs. */
    private static void groups(ArrayNode roots, List<DemoUser> people) {
        List<String> paths = new ArrayList<>(List.of("/catalogs"));
        people.forEach(person -> paths.add(person.group()));
        for (String catalog : List.of("contoso", "fabrikam")) {
            if (people.stream().anyMatch(person -> person.group().startsWith("/catalogs/" + catalog + "/"))) {
                for (String role : ROLES) {
                    paths.add("/catalogs/" + catalog + "/" + role);
                }
            }
        }
        for (String path : paths) {
            ArrayNode level = roots;
            for (String name : path.substring(1).split("/", -1)) {
                level = child(level, name).withArray("subGroups");
            }
        }
    }

    private static ObjectNode child(ArrayNode level, String name) {
        for (JsonNode group : level) {
            if (group.get("name").asText().equals(name)) {
                return (ObjectNode) group;
            }
        }
        return level.addObject().put("name", name);
    }

    private void user(ObjectNode user, DemoUser person) {
        boolean owner = person.equals(DemoUser.ADMIN);
        String domain = owner ? "holdfast" : person.group().split("/", -1)[2];
        user.put("username", person.name())
                .put("firstName", isDemo() ? person.firstName() : "Installation")
                .put("lastName", isDemo() ? person.lastName() : "Owner")
                .put("email", person.name() + "@" + domain + ".example")
                .put("emailVerified", true)
                .put("enabled", true);
        if (isDemo()) {
            user.putArray("groups").add(person.group());
        } else {
            // The owner has the role as an account, so that other owners can remove it.
            user.putArray("requiredActions").add("UPDATE_PASSWORD");
        }
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put(
                        "value",
                        ownerPassword != null
                                ? ownerPassword
                                : installation.secrets().person(person.secret()))
                .put("temporary", false);
    }

    private static ObjectNode template() {
        try (InputStream resource = Realm.class.getResourceAsStream("/holdfast-realm.json")) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(resource, "template"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
