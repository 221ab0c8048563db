package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.KeycloakRealm;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak's users, by its admin client on worker threads; what Keycloak refuses becomes a problem that says what to do. */
@ApplicationScoped
class KeycloakPeople {
    private static final Logger LOG = Logger.getLogger(KeycloakPeople.class);
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int CREATED = 201;

    private final KeycloakRealm realm;

    KeycloakPeople(KeycloakRealm realm) {
        this.realm = realm;
    }

    /** Returns at most {@code most} enabled users, by user name, whose names or address have each of the words in it. */
    Uni<List<PersonView>> find(List<String> words, int most) {
        String search = words.stream().map(word -> "*" + word + "*").collect(Collectors.joining(" "));
        return ask(users -> users.search(search, 0, most, true).stream()
                .filter(user -> Boolean.TRUE.equals(user.isEnabled()))
                .map(KeycloakPeople::view)
                .toList());
    }

    /** Makes a user who signs in with {@code firstPassword} once and must choose another then. */
    Uni<PersonView> create(NewPerson wanted, String firstPassword) {
        UserRepresentation user = user(wanted, firstPassword);
        return ask(users -> {
            try (Response answer = users.create(user)) {
                return switch (answer.getStatus()) {
                    case CREATED -> {
                        String path = answer.getLocation().getPath();
                        user.setId(path.substring(path.lastIndexOf('/') + 1));
                        yield view(user);
                    }
                    case CONFLICT ->
                        throw ProblemException.conflict(
                                "There is somebody with the user name " + wanted.userName() + " or the address "
                                        + wanted.email() + " already. Look for them and give them the role.");
                    case BAD_REQUEST -> throw refused(answer.readEntity(ErrorRepresentation.class));
                    default -> throw new WebApplicationException(answer.getStatus());
                };
            }
        });
    }

    /** Removes a user again, who is not to stay. */
    Uni<Void> remove(PersonView person) {
        return ask(users -> {
                    users.delete(person.subject()).close();
                    return person;
                })
                .replaceWithVoid();
    }

    private <T> Uni<T> ask(Function<UsersResource, T> question) {
        return Workers.run(() -> {
            UsersResource users = realm.admin()
                    .orElseThrow(() -> ProblemException.of(
                            ProblemType.NOT_OFFERED,
                            "The people of this installation's identity provider cannot be looked up here. Give roles by subject,"
                                    + " e-mail address or group, and make accounts at the provider."))
                    .users();
            try {
                return question.apply(users);
            } catch (WebApplicationException refusal) {
                LOG.errorf(
                        "Keycloak answers %d: look whether HOLDFAST_PEOPLE_CLIENT_SECRET is that of the client, and whether its service"
                                + " account has view-users, query-users and manage-users",
                        refusal.getResponse().getStatus());
                throw away(
                        "Keycloak does not let this installation look up people. Nothing was changed. Whoever runs it finds"
                                + " the reason in the backend's log; until then give roles by subject.");
            } catch (ProcessingException silence) {
                LOG.error("Keycloak does not answer", silence);
                throw away("Keycloak does not answer. Try again in a few seconds.");
            }
        });
    }

    private static ProblemException away(String detail) {
        return ProblemException.of(ProblemType.UNAVAILABLE, detail);
    }

    /** What Keycloak's rules for accounts do not take. */
    private static ProblemException refused(ErrorRepresentation error) {
        ErrorRepresentation first =
                error.getErrors() == null || error.getErrors().isEmpty()
                        ? error
                        : error.getErrors().getFirst();
        String field = first.getField();
        return field == null
                ? ProblemException.conflict("The identity provider does not make such an account: "
                        + first.getErrorMessage() + ". Have the account made there.")
                : ProblemException.invalid(
                        field.equals("username") ? "userName" : field, rule(String.valueOf(first.getErrorMessage())));
    }

    /** Keycloak names its rules; what is not among the usual ones is told as it is. */
    private static String rule(String name) {
        return switch (name) {
            case "error-invalid-email" -> "is an e-mail address";
            case "error-person-name-invalid-character" -> "has no character that is in no name, such as < or &";
            case "error-username-invalid-character" -> "has small letters, digits and . _ @ -";
            case "error-invalid-length", "error-invalid-length-too-long", "error-invalid-length-too-short" ->
                "is as long as the identity provider wants it";
            default -> "is refused by the identity provider: " + name;
        };
    }

    private static UserRepresentation user(NewPerson wanted, String firstPassword) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(firstPassword);
        password.setTemporary(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(wanted.userName());
        // Not verified: only the person can say that, and roles may wait for whoever proves to have an address.
        user.setEmail(wanted.email().toLowerCase(Locale.ROOT));
        user.setFirstName(wanted.firstName());
        user.setLastName(wanted.lastName());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }

    private static PersonView view(UserRepresentation user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new PersonView(
                user.getId(), user.getUsername(), name.isEmpty() ? user.getUsername() : name, user.getEmail());
    }
}
