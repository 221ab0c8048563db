package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.KeycloakRealm;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak's users, through its admin client on worker threads. Turns Keycloak's refusals into problems that say what to do. */
@ApplicationScoped
class KeycloakPeople {
    private static final Logger LOG = Logger.getLogger(KeycloakPeople.class);
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_FAULT = 500;

    /** Beginning of the user names of service accounts, which searches leave out. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    /** Number of search results to request for each wanted result, because Keycloak also returns disabled users. */
    private static final int DISABLED_TOO = 5;

    /** Maximum number of concurrent calls of Keycloak, because signing needs the same worker threads. */
    private static final int MAX_CONCURRENT = 4;

    private final KeycloakRealm realm;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    KeycloakPeople(KeycloakRealm realm) {
        this.realm = realm;
    }

    /** Returns up to {@code max} enabled users, by user name, whose names or address contain each word. */
    Uni<List<PersonView>> find(List<String> words, int max) {
        String search = words.stream().map(word -> "*" + word + "*").collect(Collectors.joining(" "));
        return ask(users -> users.search(search, 0, max * DISABLED_TOO, true).stream()
                .filter(user -> Boolean.TRUE.equals(user.isEnabled()))
                .limit(max)
                .map(KeycloakPeople::view)
                .toList());
    }

    /** Returns an enabled user; empty if there is none. */
    Uni<Optional<PersonView>> one(String subject) {
        return ask(users -> {
            try {
                return Optional.of(users.get(subject).toRepresentation())
                        .filter(user -> Boolean.TRUE.equals(user.isEnabled()))
                        .filter(user -> !user.getUsername().startsWith(SERVICE_ACCOUNT))
                        .map(KeycloakPeople::view);
            } catch (NotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    /**
     * Creates a user who must replace {@code firstPassword} at the first sign-in. Refuses an address that another user has as address or
     * user name, even if the realm permits it, because people could mistake one account for the other.
     */
    Uni<PersonView> create(NewPerson request, String firstPassword) {
        UserRepresentation user = user(request, firstPassword);
        return ask(users -> {
            requireUnknownUser(users, user);
            try (Response answer = create(users, user)) {
                return switch (answer.getStatus()) {
                    case CREATED -> {
                        String path = answer.getLocation().getPath();
                        user.setId(path.substring(path.lastIndexOf('/') + 1));
                        requireSingleUser(users, user);
                        yield view(user);
                    }
                    case CONFLICT -> throw alreadyExists(user);
                    case BAD_REQUEST -> throw AccountRules.refused(answer.readEntity(String.class));
                    default -> throw new WebApplicationException(answer.getStatus());
                };
            }
        });
    }

    /** Removes a user; never fails. The log names users that could not be removed. */
    Uni<Void> remove(PersonView person) {
        // Needs no permit, because nobody would retry a removal that was refused.
        return Workers.run(() -> answer(users -> {
                    delete(users, person.subject(), person.userName());
                    return person;
                }))
                .onFailure()
                .invoke(failure -> LOG.error(leftoverMessage(person.userName()), failure))
                .onFailure()
                .recoverWithItem(person)
                .replaceWithVoid();
    }

    private static void requireUnknownUser(UsersResource users, UserRepresentation user) {
        if (!users.searchByUsername(user.getUsername(), true).isEmpty()
                || havingAddress(users, user).findAny().isPresent()) {
            throw alreadyExists(user);
        }
    }

    /** Fails if another user got the same address at the same time. Both are removed, because it is unknown which was first. */
    private static void requireSingleUser(UsersResource users, UserRepresentation made) {
        try {
            if (havingAddress(users, made).anyMatch(user -> !user.getId().equals(made.getId()))) {
                throw alreadyExists(made);
            }
        } catch (ProblemException | ProcessingException | WebApplicationException refusal) {
            deleteCreated(users, made, refusal);
            throw refusal;
        }
    }

    /** Returns users with the address as e-mail address or user name. */
    private static Stream<UserRepresentation> havingAddress(UsersResource users, UserRepresentation user) {
        return Stream.concat(
                users.searchByEmail(user.getEmail(), true).stream(),
                users.searchByUsername(user.getEmail(), true).stream());
    }

    private static ProblemException alreadyExists(UserRepresentation user) {
        return ProblemException.conflict("A user with the user name " + user.getUsername() + " or the address "
                + user.getEmail() + " already exists. Assign the role to them.");
    }

    /** Removes the account again if the response was lost or was an error: otherwise an unknown account would block its name. */
    private static Response create(UsersResource users, UserRepresentation user) {
        Response answer;
        try {
            answer = users.create(user);
        } catch (ProcessingException lost) {
            deleteCreated(users, user, lost);
            throw lost;
        }
        if (answer.getStatus() >= FIRST_FAULT) {
            answer.close();
            ProblemException broken = unavailable("Keycloak failed to create the account (status " + answer.getStatus()
                    + "). Nobody was invited. Retry in a few seconds. If the name is then taken, ask the operator of this"
                    + " installation to remove the account that the backend's log names.");
            deleteCreated(users, user, broken);
            throw broken;
        }
        return answer;
    }

    private static void deleteCreated(UsersResource users, UserRepresentation user, RuntimeException why) {
        try {
            List<UserRepresentation> made = users.searchByUsername(user.getUsername(), true).stream()
                    // The name was free before. Of two users created at once, only the one of this request is removed.
                    .filter(found -> user.getId() == null
                            ? user.getEmail().equals(found.getEmail())
                            : user.getId().equals(found.getId()))
                    .toList();
            if (made.isEmpty()) {
                // Keycloak may still create the account.
                LOG.error(leftoverMessage(user.getUsername()), why);
            }
            made.forEach(found -> delete(users, found.getId(), user.getUsername()));
        } catch (ProcessingException | WebApplicationException away) {
            why.addSuppressed(away);
            LOG.error(leftoverMessage(user.getUsername()), away);
        }
    }

    private static void delete(UsersResource users, String subject, String userName) {
        try (Response answer = users.delete(subject)) {
            if (answer.getStatus() != NO_CONTENT && answer.getStatus() != NOT_FOUND) {
                LOG.errorf("%s: status %d", leftoverMessage(userName), answer.getStatus());
            }
        }
    }

    private static String leftoverMessage(String userName) {
        return "Keycloak may have kept the account " + userName
                + ", which no audit log records and whose password nobody knows. Remove it there";
    }

    private <T> Uni<T> ask(Function<UsersResource, T> question) {
        return Workers.run(() -> {
            if (!permits.tryAcquire()) {
                throw unavailable("Keycloak is slow and has too many requests. Retry in a few seconds.");
            }
            try {
                return answer(question);
            } finally {
                permits.release();
            }
        });
    }

    private <T> T answer(Function<UsersResource, T> question) {
        UsersResource users = realm.admin()
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.NOT_OFFERED,
                        "This installation cannot look up people at its identity provider. Assign roles by subject, e-mail address"
                                + " or group, and create accounts at the provider."))
                .users();
        try {
            return question.apply(users);
        } catch (WebApplicationException refusal) {
            if (refusal.getResponse().getStatus() >= FIRST_FAULT) {
                LOG.errorf(
                        "Keycloak fails with status %d", refusal.getResponse().getStatus());
                throw unavailable("Keycloak failed. Nothing was changed. Retry in a few seconds.");
            }
            LOG.errorf(
                    "Keycloak refuses with status %d: check that HOLDFAST_PEOPLE_CLIENT_SECRET is the client's secret, and that its"
                            + " service account has view-users, query-users and manage-users",
                    refusal.getResponse().getStatus());
            throw unavailable(
                    "Keycloak does not permit this installation to look up people. Nothing was changed. Ask the operator of this"
                            + " installation to read the backend's log. Until then, assign roles by subject.");
        } catch (ProcessingException silence) {
            LOG.error("Keycloak does not answer", silence);
            throw unavailable("Keycloak does not answer. Retry in a few seconds.");
        }
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.of(ProblemType.UNAVAILABLE, detail);
    }

    private static UserRepresentation user(NewPerson request, String firstPassword) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(firstPassword);
        password.setTemporary(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(request.userName());
        // The address is not verified, because a pending role is bound to the first account with the verified address.
        user.setEmail(request.email().toLowerCase(Locale.ROOT));
        user.setFirstName(request.firstName());
        user.setLastName(request.lastName());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }

    private static PersonView view(UserRepresentation user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new PersonView(
                user.getId(),
                user.getUsername(),
                name.isEmpty() ? user.getUsername() : name,
                user.getEmail(),
                Boolean.TRUE.equals(user.isEmailVerified()));
    }
}
